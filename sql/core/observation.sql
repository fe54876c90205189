-- Every number of every report that is not held, by the reading that counts.
select
    o.observation_id,
    o.report_id,
    o.metric,
    o.value,
    o.value_max,
    o.unit,
    o.qualifier,
    o.status,
    o.scope,
    try_cast(o.period_start as date) as period_start,
    try_cast(o.period_end as date) as period_end,
    o.of_which,
    o.of_which_start,
    o.subset,
    o.yoy_value,
    o.yoy_unit,
    o.is_total,
    o.confidence,
    o.rule,
    o.start_offset,
    o.end_offset,
    o.text,
    nullif(o.section, '') as section,
    o.sentence,
    o.sentence_start,
    o.sentence_end
from lake_observation as o
join report as r
    on r.report_id = o.report_id and r.document_id = o.document_id and r.extractor_version = o.extractor_version
where r.state <> 'held'
order by o.report_id, o.start_offset, o.end_offset, o.observation_id
