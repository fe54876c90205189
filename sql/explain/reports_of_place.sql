-- 一地的现行报告，政府本身在前 · The current reports of a place, its own government's first.
select
    r.report_id,
    r.document_id,
    r.jurisdiction_code,
    r.report_year as year,
    r.issuer_id,
    r.issuer_name,
    r.title,
    r.edition,
    r.edition_rule,
    r.publish_date,
    r.source_url,
    d.file
from report as r
join document as d on d.document_id = r.document_id
where r.is_current and r.jurisdiction_code = ?
order by r.is_own_government desc, r.issuer_id, r.report_year
