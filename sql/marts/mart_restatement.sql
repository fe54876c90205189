-- What a report says of the year before, against what that year's own report had said.
with told as (
    select
        r.jurisdiction_code,
        r.issuer_id,
        r.report_type,
        r.report_year - 1 as year,
        o.metric,
        r.report_id,
        count(distinct struct_pack(low := o.value, high := o.value_max)) as readings,
        min(o.value) as restated_value,
        arg_min(o.qualifier, (o.qualifier <> 'exact', o.start_offset, o.observation_id)) as restated_qualifier,
        arg_min(o.observation_id, (o.qualifier <> 'exact', o.start_offset, o.observation_id)) as observation_id
    from observation as o
    join report as r on r.report_id = o.report_id
    join dim_metric as m on m.metric = o.metric
    where r.is_current
        and o.status = 'prior_year'
        and o.scope = 'own'
        and o.value is not null
        and o.subset is null
        and o.of_which is distinct from o.metric
        and coalesce(year(o.period_start), r.report_year - 1) = r.report_year - 1
        and coalesce(year(o.period_end), r.report_year - 1) = r.report_year - 1
    group by all
)
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
left join report as own
    on own.issuer_id = t.issuer_id and own.report_type = t.report_type and own.report_year = t.year and own.is_current
left join fact_metric as f
    on f.report_id = own.report_id and f.metric = t.metric and f.basis = 'stated_total'
order by t.jurisdiction_code, t.issuer_id, t.report_type, t.year, t.metric
