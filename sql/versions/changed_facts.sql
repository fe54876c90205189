-- Facts of two versions held against each other: a fact is a cell with a value.
with before as (
    select * from older.fact_metric where value is not null
),
later as (
    select * from newer.fact_metric where value is not null
),
reasons as (
    select jurisdiction_code, issuer_id, report_type, year, metric, missing_reason
    from newer.missing_value
)
select
    case when b.metric is null then 'added' when n.metric is null then 'removed' else 'changed' end as change,
    coalesce(n.jurisdiction_code, b.jurisdiction_code) as jurisdiction_code,
    coalesce(n.issuer_id, b.issuer_id) as issuer_id,
    coalesce(n.report_type, b.report_type) as report_type,
    coalesce(n.year, b.year) as year,
    coalesce(n.metric, b.metric) as metric,
    b.value as old_value,
    b.qualifier as old_qualifier,
    b.basis as old_basis,
    n.value as new_value,
    n.qualifier as new_qualifier,
    n.basis as new_basis,
    case when n.metric is null then r.missing_reason end as missing_reason
from before as b
full join later as n
    on n.jurisdiction_code = b.jurisdiction_code
    and n.issuer_id = b.issuer_id
    and n.report_type = b.report_type
    and n.year = b.year
    and n.metric = b.metric
left join reasons as r
    on r.jurisdiction_code = b.jurisdiction_code
    and r.issuer_id = b.issuer_id
    and r.report_type = b.report_type
    and r.year = b.year
    and r.metric = b.metric
where b.metric is null
    or n.metric is null
    or (b.value, b.qualifier, b.basis, b.unit, b.months_covered)
        is distinct from (n.value, n.qualifier, n.basis, n.unit, n.months_covered)
order by all
