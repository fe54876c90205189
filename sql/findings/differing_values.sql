-- severity: info
-- scope: report
-- kind: repetition
-- meaning: 同一指标有不同数值 · One metric is given with differing values
-- todo: 看各处原句，必要时人工更正 · read the sentences; correct by hand where it is needed
-- message: {metric}有不同数值：{detail} · {metric} is given as {detail}
-- Held against each other: exact figures, of one unit and period, surely read by one rule, in sentences of their own.
-- What differs in these may be another thing by a like name: told by fact_metric.is_contested, not claimed here.
with read as (
    select e.report_id, e.metric, o.*  exclude (report_id, metric, rule), o.rule as reader
    from fact_evidence as e
    join observation as o on o.observation_id = e.observation_id
    where e.role in ('chosen', 'candidate', 'rival', 'repeated')
),
grouped as (
    select
        report_id,
        metric,
        count(distinct value) as readings,
        count(distinct sentence_start) as sentences,
        min_by(observation_id, start_offset) as observation_id,
        string_agg(observation_id, '|' order by start_offset, observation_id) as other_observations,
        string_agg(text || coalesce(unit, ''), ' / ' order by start_offset, observation_id) as detail
    from read
    where qualifier = 'exact' and confidence >= 0.9 and value > 0
    group by report_id, metric, unit, period_start, period_end, reader
    having count(*) > 1
)
select
    f.report_id,
    f.metric,
    g.observation_id,
    g.other_observations,
    f.value as observed,
    g.detail,
    case when g.sentences > 1 then g.readings > 1 when g.readings = 1 then false end as is_violated
from fact_metric as f
left join grouped as g on g.report_id = f.report_id and g.metric = f.metric
where f.is_contested or g.metric is not null
