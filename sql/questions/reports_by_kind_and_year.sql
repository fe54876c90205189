-- 各年各类机关有多少份报告？ · How many reports are there, by kind of body and year?
select
    issuer_kind,
    report_year,
    count(*) as report_count,
    count(distinct jurisdiction_code) as place_count
from report
where is_current
group by issuer_kind, report_year
order by issuer_kind, report_year
