-- 一地某年报告的各版本，政府本身在前，旧版在前 · The editions of a place's reports on a year, its own government's first.
select
    r.report_id,
    r.report_type,
    r.issuer_id,
    r.issuer_name,
    r.title,
    r.edition,
    r.edition_rule,
    r.is_current,
    r.publish_date,
    r.source_url,
    r.document_id,
    d.file
from report as r
join document as d on d.document_id = r.document_id
where r.state = 'usable' and r.jurisdiction_code = ? and r.report_year = ?
order by not r.is_own_government, r.issuer_id, r.report_type <> 'rule_of_law', r.report_type, r.edition
