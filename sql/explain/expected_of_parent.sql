-- 一地所辖机关应报未报 · Who below a place should have reported on a year, and what came; a place counts as below itself.
select
    e.state,
    e.issuer_name,
    e.jurisdiction_code,
    j.full_name as place,
    e.report_type,
    e.year,
    e.due_date,
    e.publish_date,
    e.judged_by,
    e.days_late,
    coalesce(d.file, e.reason) as file_or_reason,
    e.roster_line
from expected_report as e
left join dim_jurisdiction as j on j.jurisdiction_code = e.jurisdiction_code
left join report as r on r.report_id = e.report_id
left join document as d on d.document_id = r.document_id
where ($year is null or e.year = $year)
    and (
        $parent is null
        or list_contains([j.jurisdiction_code, j.province_code, j.prefecture_code, j.county_code], $parent)
    )
order by
    list_position(['missing', 'refused', 'unresolved', 'late', 'undated', 'on_time'], e.state),
    e.jurisdiction_code,
    e.issuer_name,
    e.report_type,
    e.year
