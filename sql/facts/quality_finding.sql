-- Where a report contradicts itself, another report, or what was declared about it: what the rules of sql/findings
-- select, with the sentence it stands in and a message in both languages. Nothing is repaired.
with names as (
    select metric, name_zh, name_en from dim_metric
)
/* compared */,
found as (
    select * from compared where is_violated
),
placed as (
    select
        q.*,
        coalesce(q.observation_id, f.observation_id) as observation
    from found as q
    left join fact_metric as f on f.report_id = q.report_id and f.metric = q.metric
),
worded as (
    select
        q.*,
        d.severity,
        o.unit,
        o.start_offset,
        o.end_offset,
        o.sentence_start,
        o.sentence_end,
        o.sentence,
        struct_pack(
            metric := n.name_zh, other := p.name_zh, message := d.message_zh, detail := coalesce(q.detail_zh, q.detail)
        ) as zh,
        struct_pack(
            metric := n.name_en, other := p.name_en, message := d.message_en, detail := coalesce(q.detail_en, q.detail)
        ) as en,
        -- Figures as people write them: without a decimal that says nothing.
        format('{:.15g}', round(q.observed, 2)) as seen,
        format('{:.15g}', round(q.expected, 2)) as wanted
    from placed as q
    join source_finding as d on d.finding = q.finding
    left join names as n on n.metric = q.metric
    left join names as p on p.metric = q.other_metric
    left join observation as o on o.observation_id = q.observation and o.report_id = q.report_id
)
select
    left(md5(concat_ws(
        '|', finding, report_id, metric, other_metric, observed, expected, relation, detail, observation
    )), 20) as finding_id,
    finding,
    severity,
    report_id,
    metric,
    other_metric,
    relation,
    observed,
    expected,
    tolerance,
    detail,
    observation as observation_id,
    nullif(other_observations, '') as other_observations,
    other_report_id,
    start_offset,
    end_offset,
    sentence_start,
    sentence_end,
    sentence,
    replace(replace(replace(replace(replace(zh.message,
        '{metric}', coalesce(zh.metric, '')), '{other}', coalesce(zh.other, '')), '{observed}', coalesce(seen, '')),
        '{expected}', coalesce(wanted, '')), '{detail}', coalesce(zh.detail, '')) as message_zh,
    replace(replace(replace(replace(replace(en.message,
        '{metric}', coalesce(en.metric, '')), '{other}', coalesce(en.other, '')), '{observed}', coalesce(seen, '')),
        '{expected}', coalesce(wanted, '')), '{detail}', coalesce(en.detail, '')) as message_en
from worded
order by finding, report_id, finding_id
