-- 各县历年调解成功率是多少？ · What share of mediations succeeded, by county and year?
-- Counts are added, rates never. A place that counts more successes than mediations is left out.
select
    c.full_name as county,
    m.year,
    count(*) as reporting_count,
    sum(m.dispute_mediated_count) as mediated_count,
    sum(m.dispute_mediated_success_count) as success_count,
    round(100.0 * sum(m.dispute_mediated_success_count) / sum(m.dispute_mediated_count), 1) as success_rate
from mart_jurisdiction_year as m
join dim_jurisdiction as c on c.jurisdiction_code = m.county_code
where m.level = 'township' and m.dispute_mediated_count > 0
    and m.dispute_mediated_success_count <= m.dispute_mediated_count
group by c.full_name, m.year
order by county, m.year
