-- The values of one family side by side: stated totals alone. A row for every current report, empty cells among them.
select
    r.jurisdiction_code,
    r.issuer_id,
    r.report_type,
    r.report_year as year,
    r.report_id
    /* values */
from report as r
left join fact_metric as f on f.report_id = r.report_id and f.basis = 'stated_total'
where r.is_current
group by r.jurisdiction_code, r.issuer_id, r.report_type, r.report_year, r.report_id
order by r.jurisdiction_code, r.issuer_id, r.report_type, r.report_year
