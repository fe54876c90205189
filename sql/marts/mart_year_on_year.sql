-- This year against the year before, as each year's own report states it. Comparable: the same unit, both stated
-- totals over as many months, both exact, and no break in meaning from the begin of the one to the end of the other.
with own as (
    select f.*, m.measure
    from fact_metric as f
    join dim_issuer as i on i.issuer_id = f.issuer_id
    join dim_metric as m on m.metric = f.metric
    where i.is_own_government and f.report_type = 'rule_of_law' and f.value is not null
),
broken as (
    select b.metric, y.year, max(b.break_date) as break_date
    from dim_break as b
    join dim_year as y
        on b.break_date > make_date(y.year - 1, 1, 1) and b.break_date <= make_date(y.year, 12, 31)
    group by b.metric, y.year
),
paired as (
    select
        t.*,
        l.value as value_last_year,
        l.basis as basis_last_year,
        l.months_covered as months_last_year,
        b.break_date,
        case
            when t.unit is distinct from l.unit then 'unit_differs'
            when t.basis <> l.basis then 'basis_differs'
            when t.basis <> 'stated_total' then 'parts_only'
            when t.months_covered is distinct from l.months_covered then 'months_differ'
            when t.qualifier <> 'exact' or l.qualifier <> 'exact' then 'not_exact'
            when b.break_date is not null then 'break_in_meaning'
            else 'comparable'
        end as comparability
    from own as t
    join own as l
        on l.jurisdiction_code = t.jurisdiction_code
        and l.report_type = t.report_type
        and l.metric = t.metric
        and l.year = t.year - 1
    left join broken as b on b.metric = t.metric and b.year = t.year
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
    comparability,
    basis,
    basis_last_year,
    months_covered,
    months_last_year,
    break_date
from paired
order by jurisdiction_code, year, metric
