-- All years from the first reported on to the last, gaps among them. Plans run for five years, the 14th from 2021 on.
select
    y.year,
    (y.year - 1951) // 5 as five_year_plan,
    count(r.report_id) as report_count
from (
    select unnest(range(min(report_year), max(report_year) + 1)) as year
    from report
    where state = 'usable'
) as y
left join report as r on r.report_year = y.year and r.is_current
group by y.year
order by y.year
