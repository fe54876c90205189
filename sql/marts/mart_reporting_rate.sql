-- How many reported of those who should have, for every place above them. Without a roster nothing is expected: the
-- number that came in stands alone.
with above as (
    select
        jurisdiction_code,
        level,
        unnest(
            case
                when level = 'province' then [jurisdiction_code]
                else list_distinct(list_filter(
                    [province_code, prefecture_code, county_code],
                    lambda code: code is not null and code <> jurisdiction_code
                ))
            end
        ) as parent_code
    from dim_jurisdiction
),
came as (
    select a.parent_code, a.level, r.report_type, r.report_year as year, count(*) as reported_count
    from report as r
    join above as a on a.jurisdiction_code = r.jurisdiction_code
    where r.is_current
    group by all
),
expected as (
    select
        a.parent_code,
        a.level,
        e.report_type,
        e.year,
        count(*) as expected_count,
        count(e.report_id) as fulfilled_count,
        count(*) filter (where e.state = 'on_time') as on_time_count,
        count(*) filter (where e.state = 'late') as late_count,
        count(*) filter (where e.state = 'missing') as missing_count,
        count(*) filter (where e.state = 'refused') as refused_count
    from expected_report as e
    join above as a on a.jurisdiction_code = e.jurisdiction_code
    group by all
)
select
    parent_code,
    level,
    report_type,
    year,
    e.expected_count,
    coalesce(c.reported_count, 0) as reported_count,
    e.fulfilled_count,
    e.on_time_count,
    e.late_count,
    e.missing_count,
    e.refused_count,
    round(100 * e.fulfilled_count / e.expected_count, 4) as reporting_rate
from came as c
full join expected as e using (parent_code, level, report_type, year)
order by parent_code, level, report_type, year
