-- 检查列出的一行出自何处 · Where a row that a check shows comes from: by its observation, its cell, its report or its
-- document, whichever of them the row names.
with wanted as (
    select
        $observation_id::varchar as observation_id,
        $report_id::varchar as report_id,
        $metric::varchar as metric,
        $document_id::varchar as document_id,
        $issuer_id::varchar as issuer_id,
        $report_type::varchar as report_type,
        try_cast($year as bigint) as year
),
reported as (
    select
        w.*,
        coalesce(w.report_id, o.report_id, d.report_id, r.report_id) as found_report
    from wanted as w
    left join observation as o on o.observation_id = w.observation_id
    left join document as d on d.document_id = w.document_id
    left join report as r
        on r.issuer_id = w.issuer_id
        and r.report_type = w.report_type
        and r.report_year = w.year
        and r.is_current
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
from reported as w
left join fact_metric as f on f.report_id = w.found_report and f.metric = w.metric
left join observation as o on o.observation_id = coalesce(w.observation_id, f.observation_id)
left join report as r on r.report_id = w.found_report
left join document as d on d.document_id = coalesce(w.document_id, r.document_id)
left join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
where d.document_id is not null
limit 1
