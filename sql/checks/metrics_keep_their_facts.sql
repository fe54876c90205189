-- severity: abort
-- table: fact_metric
-- meaning: 每个指标每年的事实数不少于上一版本的八成 · No metric has lost more than a fifth of a year's facts against the version before
-- todo: see what was lost with fazhi diff; if it is meant, say so with fazhi waive
-- needs: base
-- warns: facts_before < 10
-- because: below ten, one or two facts are a fifth: one report that was corrected or held takes them away
-- evaluated: select count(*) from base.fact_metric where value is not null
with before as (
    select metric, year, count(*) as facts from base.fact_metric where value is not null group by metric, year
),
now as (
    select metric, year, count(*) as facts from fact_metric where value is not null group by metric, year
)
select b.metric, b.year, b.facts as facts_before, coalesce(n.facts, 0) as facts_now
from before as b
left join now as n on n.metric = b.metric and n.year = b.year
where coalesce(n.facts, 0) < 0.8 * b.facts
order by b.facts desc, b.metric, b.year
