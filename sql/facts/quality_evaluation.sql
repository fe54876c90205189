-- How often each rule could be applied to each report, and with what outcome. A side that is missing is no agreement.
with reports as (
    select report_id from report
)
/* compared */
select
    c.finding,
    c.report_id,
    count(c.is_violated) as evaluated_count,
    count(*) filter (where c.is_violated) as violated_count,
    count(*) filter (where c.is_violated is null) as not_evaluable_count
from compared as c
join reports as r on r.report_id = c.report_id
group by c.finding, c.report_id
order by c.finding, c.report_id
