-- 各省各年收到的报告与名册所列 · Reports by province and year, beside what a roster expects.
with came as (
    select coalesce(j.province_code, j.jurisdiction_code) as province_code, r.report_year as year, count(*) as reports
    from report as r
    join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
    where r.is_current and r.report_year is not null and ($level is null or j.level = $level)
    group by all
),
expected as (
    select
        coalesce(j.province_code, j.jurisdiction_code) as province_code,
        e.year,
        count(*) as expected,
        count(e.report_id) as fulfilled
    from expected_report as e
    join dim_jurisdiction as j on j.jurisdiction_code = e.jurisdiction_code
    where $level is null or j.level = $level
    group by all
)
select
    province_code,
    p.jurisdiction_name as province,
    year,
    coalesce(c.reports, 0) as reports,
    e.expected,
    e.fulfilled
from came as c
full join expected as e using (province_code, year)
join dim_jurisdiction as p on p.jurisdiction_code = province_code
order by province_code, year
