-- What a report says of the year before, one row a report and metric; `readings` counts the differing values.
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
