-- 哪些地方的报告年年不断？ · Which places have reports for years running?
with runs as (
    select
        issuer_id,
        report_year,
        report_year - row_number() over (partition by issuer_id order by report_year) as run
    from report
    where is_current
)
select
    i.issuer_name,
    min(r.report_year) as first_year,
    max(r.report_year) as last_year,
    count(*) as year_count
from runs as r
join dim_issuer as i on i.issuer_id = r.issuer_id
group by r.issuer_id, i.issuer_name, r.run
having count(*) > 1
order by year_count desc, i.issuer_name
