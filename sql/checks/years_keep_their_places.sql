-- severity: abort
-- table: report
-- meaning: 每年有报告的地区数不少于上一版本的八成 · No year has lost more than a fifth of its jurisdictions against the version before
-- todo: see which are gone with fazhi diff; if it is meant, say so with fazhi waive
-- needs: base
-- warns: places_before < 10
-- because: below ten, one or two places are a fifth: two reports that were held take them away
-- evaluated: select count(*) from base.report where is_current
with before as (
    select report_year, count(distinct jurisdiction_code) as places
    from base.report
    where is_current
    group by report_year
),
now as (
    select report_year, count(distinct jurisdiction_code) as places from report where is_current group by report_year
)
select b.report_year, b.places as places_before, coalesce(n.places, 0) as places_now
from before as b
left join now as n on n.report_year = b.report_year
where coalesce(n.places, 0) < 0.8 * b.places
order by b.report_year
