-- Every cell of the wide tables that is empty, and why. Where the last edition that counted was taken out, all are.
with held as (
    select h.*
    from report as h
    left join report as r
        on r.is_current
        and r.issuer_id = h.issuer_id
        and r.report_type = h.report_type
        and r.report_year = h.report_year
    where h.state = 'held' and h.issuer_id is not null and h.report_year is not null and r.report_id is null
    qualify row_number() over (
        partition by h.issuer_id, h.report_type, h.report_year order by h.first_run desc, h.report_id
    ) = 1
),
speaking as (
    select * from report where is_current
    union all
    select * from held
)
select
    r.jurisdiction_code,
    r.issuer_id,
    r.report_type,
    r.report_year as year,
    m.metric,
    case
        when r.state = 'held' then 'held'
        when f.basis = 'single_part' then 'parts_only'
        else coalesce(f.missing_reason, 'not_mentioned')
    end as missing_reason,
    r.report_id
from speaking as r
cross join dim_metric as m
left join fact_metric as f on f.report_id = r.report_id and f.metric = m.metric
where coalesce(f.basis, '') <> 'stated_total'
order by r.jurisdiction_code, r.issuer_id, r.report_type, r.report_year, m.metric
