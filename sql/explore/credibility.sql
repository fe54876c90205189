-- 每份报告的可信度 · How far each report can be trusted.
select j.full_name as place, c.*
from mart_report_credibility as c
join report as r on r.report_id = c.report_id
left join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
where (len($places) = 0 or list_contains($places, r.jurisdiction_code))
    and (len($years) = 0 or list_contains($years, r.report_year))
order by place, r.report_year, c.report_id
