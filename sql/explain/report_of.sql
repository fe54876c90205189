-- 一份报告及其所在地 · One report and its place.
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
    d.file,
    j.full_name as place
from report as r
join document as d on d.document_id = r.document_id
left join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
where r.report_id = ?
