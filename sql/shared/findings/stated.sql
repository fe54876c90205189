-- What a report states of the metrics that stand in a relation. The value is empty unless it is an exact total: what
-- is ambiguous, a part alone or rounded in words is there, but can be held against nothing.
select
    f.report_id,
    f.metric,
    case when f.basis = 'stated_total' and f.qualifier = 'exact' then f.value end as value,
    coalesce(w.kind, f.unit) as unit,
    f.period_start,
    f.period_end,
    f.observation_id,
    o.text,
    o.of_which is not null as is_part,
    o.sentence_start,
    case when f.basis = 'single_part' and f.qualifier = 'exact' then f.value end as part_value,
    o.subset
from fact_metric as f
left join observation as o on o.observation_id = f.observation_id
left join source_measure_word as w on w.word = f.unit
where f.metric in (
    select unnest([part_metric, other_part_metric, whole_metric, rate_metric]) from dim_relation
)
