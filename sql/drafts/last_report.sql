-- 同一机关上一年的报告 · The current report of the same body on the year before. Departments are told apart by name.
select r.report_id, r.document_id, r.title, r.report_year, d.file
from report as r
join document as d on d.document_id = r.document_id
where r.is_current
    and list_contains($places, r.jurisdiction_code)
    and r.report_type = $report_type
    and r.report_year = $year - 1
    and r.issuer_kind = $issuer_kind
    and (r.is_own_government or r.issuer_name = $issuer)
order by r.report_id
