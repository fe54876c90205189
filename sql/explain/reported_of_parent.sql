-- 没有名册时一地所辖已报告者 · Who below a place has reported on a year, where no roster says who should have.
select
    'reported' as state,
    r.issuer_name,
    r.jurisdiction_code,
    j.full_name as place,
    r.report_type,
    r.report_year as year,
    cast(null as date) as due_date,
    r.publish_date,
    cast(null as varchar) as judged_by,
    cast(null as bigint) as days_late,
    d.file as file_or_reason,
    cast(null as bigint) as roster_line
from report as r
join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
join document as d on d.document_id = r.document_id
where r.is_current
    and ($year is null or r.report_year = $year)
    and (
        $parent is null
        or list_contains([j.jurisdiction_code, j.province_code, j.prefecture_code, j.county_code], $parent)
    )
order by r.jurisdiction_code, r.issuer_name, r.report_type, r.report_year
