-- Every cell of the wide tables that is empty, and why.
select
    r.jurisdiction_code,
    r.issuer_id,
    r.report_type,
    r.report_year as year,
    m.metric,
    case
        when f.basis = 'single_part' then 'parts_only'
        else coalesce(f.missing_reason, 'not_mentioned')
    end as missing_reason,
    r.report_id
from report as r
cross join dim_metric as m
left join fact_metric as f on f.report_id = r.report_id and f.metric = m.metric
where r.is_current and coalesce(f.basis, '') <> 'stated_total'
order by r.jurisdiction_code, r.issuer_id, r.report_type, r.report_year, m.metric
