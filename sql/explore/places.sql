-- 有现行报告的地方，数字最多者在前 · Places with a current report, those with most figures first.
select
    j.jurisdiction_code,
    j.full_name,
    j.jurisdiction_name,
    j.level,
    j.province_code,
    count(distinct r.report_id) as report_count,
    coalesce(sum(f.fact_count), 0) as fact_count
from report as r
join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
left join (
    select report_id, count(*) as fact_count from fact_metric where value is not null group by report_id
) as f on f.report_id = r.report_id
where r.is_current and r.report_year is not null
group by all
order by fact_count desc, j.jurisdiction_code
