-- 每名执法人员一年检查多少次？ · How many inspections fall to each enforcement officer?
select
    r.issuer_name,
    e.year,
    e.administrative_inspection_count,
    e.enforcement_personnel_count,
    round(e.administrative_inspection_count / e.enforcement_personnel_count, 1) as inspections_per_officer
from fact_enforcement as e
join report as r on r.report_id = e.report_id
where e.enforcement_personnel_count > 0 and e.administrative_inspection_count is not null
order by inspections_per_officer desc, r.issuer_name, e.year
