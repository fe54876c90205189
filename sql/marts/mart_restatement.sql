-- What a report says of the year before, against what that year's own report had said.
with own as (
    select * from report where is_current
)
/* told */
select
    t.jurisdiction_code,
    t.issuer_id,
    t.report_type,
    t.year,
    t.metric,
    f.value,
    case when t.readings = 1 then t.restated_value end as restated_value,
    case when t.readings = 1 then t.restated_value - f.value end as difference,
    case
        when t.readings > 1 then 'ambiguous'
        when own.report_id is null then 'no_report'
        when f.value is null then 'not_stated_then'
        when f.value = t.restated_value then 'same'
        when f.qualifier <> 'exact' or t.restated_qualifier <> 'exact' then 'not_exact'
        else 'restated'
    end as outcome,
    case when t.readings = 1 then t.observation_id end as observation_id,
    t.report_id
from told as t
left join own
    on own.issuer_id = t.issuer_id and own.report_type = t.report_type and own.report_year = t.year
left join fact_metric as f
    on f.report_id = own.report_id and f.metric = t.metric and f.basis = 'stated_total'
order by t.jurisdiction_code, t.issuer_id, t.report_type, t.year, t.metric
