-- 质量发现及其句子，重者在前 · Findings with their sentences, the gravest first.
select
    q.finding,
    q.severity,
    q.metric,
    q.message_zh,
    q.message_en,
    q.sentence,
    q.sentence_start,
    q.sentence_end,
    q.start_offset,
    q.end_offset,
    r.jurisdiction_code,
    r.report_year as year,
    coalesce(j.full_name, r.issuer_name) as place,
    d.file,
    d.document_id
from quality_finding as q
join report as r on r.report_id = q.report_id
left join document as d on d.document_id = r.document_id
left join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
order by array_position(['error', 'warning', 'info'], q.severity), q.finding, r.jurisdiction_code, year, q.finding_id
limit ?
