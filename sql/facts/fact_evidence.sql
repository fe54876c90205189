-- What fills a cell. Eligible: achieved in the report's year (or none, in words), the body's own, with a metric.
with eligible as (
    select o.report_id as reading, o.*
    from observation as o
    join report as r on r.report_id = o.report_id
    join dim_metric as m on m.metric = o.metric
    where r.is_current
        and o.value is not null
        and o.status in ('actual', 'negated_zero')
        and o.scope = 'own'
        and coalesce(year(o.period_start), r.report_year) = r.report_year
        and coalesce(year(o.period_end), r.report_year) = r.report_year
)
/* roles */
select observation_id, reading as report_id, metric, role, rule
from roles
order by report_id, metric, role, observation_id
