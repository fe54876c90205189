-- 谁报告了哪一年，名册所列而未到者也在其中 · Who has reported on which year, with those a roster expects in vain.
with came as (
    select
        r.jurisdiction_code,
        r.issuer_id,
        r.issuer_name,
        r.report_type,
        r.report_year as year,
        r.report_id,
        r.publish_date,
        count(f.value) as figures
    from report as r
    left join fact_metric as f on f.report_id = r.report_id
    where r.is_current and r.report_year is not null
    group by all
),
expected as (
    select jurisdiction_code, issuer_id, issuer_name, report_type, year, state
    from expected_report
    where jurisdiction_code is not null
)
select
    j.jurisdiction_code,
    j.full_name as place,
    coalesce(c.issuer_name, e.issuer_name) as issuer_name,
    coalesce(c.report_type, e.report_type) as report_type,
    coalesce(c.year, e.year) as year,
    coalesce(e.state, 'reported') as state,
    c.figures,
    c.publish_date,
    c.report_id
from came as c
full join expected as e
    on e.jurisdiction_code = c.jurisdiction_code
    and e.issuer_id = c.issuer_id
    and e.report_type = c.report_type
    and e.year = c.year
join dim_jurisdiction as j on j.jurisdiction_code = coalesce(c.jurisdiction_code, e.jurisdiction_code)
where ($level is null or j.level = $level)
    and ($province is null or j.province_code = $province or j.jurisdiction_code = $province)
order by j.jurisdiction_code, 3, 4, 5
