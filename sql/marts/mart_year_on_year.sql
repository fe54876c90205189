-- This year against the year before, as each year's own report states it.
with own as (
    select f.*, m.measure
    from fact_metric as f
    join dim_issuer as i on i.issuer_id = f.issuer_id
    join dim_metric as m on m.metric = f.metric
    where i.is_own_government and f.report_type = 'rule_of_law' and f.basis = 'stated_total'
),
paired as (
    select
        t.*,
        l.value as value_last_year,
        case
            when t.unit is distinct from l.unit then 'unit_differs'
            when t.months_covered is distinct from l.months_covered then 'months_differ'
            when t.qualifier <> 'exact' or l.qualifier <> 'exact' then 'not_exact'
            else 'comparable'
        end as comparability
    from own as t
    join own as l
        on l.jurisdiction_code = t.jurisdiction_code
        and l.report_type = t.report_type
        and l.metric = t.metric
        and l.year = t.year - 1
)
select
    jurisdiction_code,
    year,
    metric,
    value,
    value_last_year,
    value - value_last_year as change,
    case
        when measure <> 'rate' and value_last_year <> 0
            then round(100 * (value - value_last_year) / value_last_year, 4)
    end as change_rate,
    comparability = 'comparable' as is_comparable,
    comparability
from paired
order by jurisdiction_code, year, metric
