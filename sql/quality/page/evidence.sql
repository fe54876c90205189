-- 检查列出的一行出自何处：按观测、报告与指标、报告或文件查找 · Where a row that a check shows comes from.
with wanted as (
    select
        $observation_id::varchar as observation_id,
        $report_id::varchar as report_id,
        $metric::varchar as metric,
        $document_id::varchar as document_id
),
cited as (
    select
        coalesce(w.observation_id, f.observation_id) as observation_id,
        coalesce(w.report_id, o.report_id, d.report_id) as report_id,
        w.document_id
    from wanted as w
    left join observation as o on o.observation_id = w.observation_id
    left join fact_metric as f on f.report_id = w.report_id and f.metric = w.metric
    left join document as d on d.document_id = w.document_id
)
select
    coalesce(o.metric, w.metric) as metric,
    o.sentence,
    o.sentence_start,
    o.sentence_end,
    o.start_offset,
    o.end_offset,
    r.jurisdiction_code,
    r.report_year as year,
    coalesce(j.full_name, r.issuer_name) as place,
    d.file,
    d.document_id
from cited as c
cross join wanted as w
left join observation as o on o.observation_id = c.observation_id
left join report as r on r.report_id = c.report_id
left join document as d on d.document_id = coalesce(c.document_id, r.document_id)
left join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
where d.document_id is not null
limit 1
