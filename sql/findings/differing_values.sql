-- severity: info
-- scope: report
-- meaning: 同一指标有不同数值 · One metric is given with differing values
-- todo: 看各处原句，必要时人工更正 · read the sentences; correct by hand where it is needed
-- message: {metric}有不同数值：{detail} · {metric} is given as {detail}
with rivals as (
    select
        e.report_id,
        e.metric,
        min_by(e.observation_id, (e.role <> 'chosen', o.start_offset)) as observation_id,
        string_agg(e.observation_id, '|' order by o.start_offset, e.observation_id) as other_observations,
        string_agg(o.text || coalesce(o.unit, ''), ' / ' order by o.start_offset, e.observation_id) as detail
    from fact_evidence as e
    join observation as o on o.observation_id = e.observation_id
    where e.role in ('chosen', 'candidate', 'rival')
    group by e.report_id, e.metric
)
select
    f.report_id,
    f.metric,
    r.observation_id,
    r.other_observations,
    f.value as observed,
    r.detail,
    f.is_contested as is_violated
from fact_metric as f
join rivals as r on r.report_id = f.report_id and r.metric = f.metric
