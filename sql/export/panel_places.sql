-- Rows of a panel: each place and year that its own government reports on.
select
    m.jurisdiction_code,
    m.year,
    j.full_name,
    m.level,
    m.province_code,
    m.prefecture_code,
    m.county_code,
    r.issuer_name,
    r.report_id
from mart_jurisdiction_year as m
join dim_jurisdiction as j on j.jurisdiction_code = m.jurisdiction_code
join report as r on r.report_id = m.report_id
order by m.jurisdiction_code, m.year
