-- severity: warning
-- scope: report
-- kind: reading
-- meaning: 数值超出该指标可能的范围 · A value beyond what the metric can be
-- todo: 多为抽取错误：看原句 · mostly misread: look at the sentence
-- message: {metric}读作{observed}，超出可能范围 · {metric} was read as {observed}, beyond what it can be
select
    f.report_id,
    f.metric,
    f.observation_id,
    o.value as observed,
    case when o.observation_id is not null then f.missing_reason is not distinct from 'out_of_range' end as is_violated
from fact_metric as f
left join observation as o on o.observation_id = f.observation_id
