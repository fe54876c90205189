-- 报告的存疑之处，严重者在前 · What does not add up in the reports, the serious first.
select
    q.*,
    r.jurisdiction_code,
    j.full_name as place,
    r.issuer_name,
    r.report_year as year,
    m.name_zh,
    m.name_en,
    f.report_id is not null as has_fact
from quality_finding as q
join report as r on r.report_id = q.report_id
left join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
left join dim_metric as m on m.metric = q.metric
left join fact_metric as f on f.report_id = q.report_id and f.metric = q.metric
where (len($places) = 0 or list_contains($places, r.jurisdiction_code))
    and (len($years) = 0 or list_contains($years, r.report_year))
order by
    list_position(['error', 'warning', 'info'], q.severity),
    r.jurisdiction_code,
    r.report_year,
    q.finding,
    q.finding_id
