-- Where a place stands among its peers: places of its level that state the same metric as a total for the same year
-- and as many months. Fewer than five others are no measure: no row then.
with own as (
    select f.jurisdiction_code, f.year, f.metric, j.level, f.basis, f.months_covered, f.value
    from fact_metric as f
    join dim_issuer as i on i.issuer_id = f.issuer_id
    join dim_jurisdiction as j on j.jurisdiction_code = f.jurisdiction_code
    where i.is_own_government and f.report_type = 'rule_of_law' and f.basis = 'stated_total'
),
ranked as (
    select
        *,
        count(*) over peers - 1 as peer_count,
        rank() over lowest_first - 1 as below_count,
        count(*) over same_value - 1 as equal_count,
        median(value) over peers as median_value
    from own
    window
        peers as (partition by level, metric, year, basis, months_covered),
        lowest_first as (partition by level, metric, year, basis, months_covered order by value),
        same_value as (partition by level, metric, year, basis, months_covered, value)
)
select
    jurisdiction_code,
    year,
    metric,
    level,
    basis,
    months_covered,
    value,
    peer_count,
    round(100.0 * (below_count + 0.5 * equal_count) / peer_count, 2) as percentile,
    median_value
from ranked
where peer_count >= 5
order by jurisdiction_code, year, metric
