-- Sums over towns and streets for every place above them, beside how many report and what the place itself reports.
with own as (
    select f.*
    from fact_metric as f
    join dim_issuer as i on i.issuer_id = f.issuer_id
    join dim_metric as m on m.metric = f.metric
    where i.is_own_government and f.report_type = 'rule_of_law' and f.basis = 'stated_total' and m.is_additive
),
towns as (
    select
        jurisdiction_code,
        code_scheme,
        unnest(list_distinct([province_code, prefecture_code, county_code])) as parent_code
    from dim_jurisdiction
    where level = 'township'
),
sizes as (
    -- Below a place of today count the towns of today; below one that is gone, those it had.
    select
        parent_code,
        coalesce(nullif(count(*) filter (where code_scheme = 'nbs2023'), 0), count(*)) as place_count
    from towns
    group by parent_code
),
expected as (
    select t.parent_code, e.year, count(distinct e.jurisdiction_code) as expected_count
    from expected_report as e
    join towns as t on t.jurisdiction_code = e.jurisdiction_code
    where e.report_type = 'rule_of_law' and e.issuer_id = e.jurisdiction_code || '-government'
    group by t.parent_code, e.year
),
sums as (
    select
        t.parent_code,
        o.year,
        o.metric,
        -- Added as exact decimals, so that the order of the towns cannot change the sum.
        cast(sum(cast(o.value as decimal(28, 4))) as double) as value,
        count(*) as reporting_count,
        count(*) filter (where o.months_covered = 12) as full_year_count
    from own as o
    join towns as t on t.jurisdiction_code = o.jurisdiction_code
    group by t.parent_code, o.year, o.metric
)
select
    s.parent_code,
    s.year,
    s.metric,
    s.value,
    s.reporting_count,
    s.full_year_count,
    e.expected_count,
    z.place_count,
    p.value as own_value,
    p.value - s.value as gap
from sums as s
join sizes as z on z.parent_code = s.parent_code
left join expected as e on e.parent_code = s.parent_code and e.year = s.year
left join own as p
    on p.jurisdiction_code = s.parent_code and p.year = s.year and p.metric = s.metric
order by s.parent_code, s.year, s.metric
