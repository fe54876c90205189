-- severity: abort
-- table: fact_metric
-- meaning: 每年事实数不少于上一版本的八成 · No year has lost more than a fifth of its facts against the version before
-- todo: see what was lost with fazhi diff; if it is meant, say so with fazhi waive
-- needs: base
-- warns: facts_before < 10
-- because: below ten, one or two facts are a fifth: one report that was corrected or held takes them away
-- evaluated: select count(*) from base.fact_metric where value is not null
with before as (
    select year, count(*) as facts from base.fact_metric where value is not null group by year
),
now as (
    select year, count(*) as facts from fact_metric where value is not null group by year
)
select b.year, b.facts as facts_before, coalesce(n.facts, 0) as facts_now
from before as b
left join now as n on n.year = b.year
where coalesce(n.facts, 0) < 0.8 * b.facts
order by b.year
