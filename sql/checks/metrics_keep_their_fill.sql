-- severity: abort
-- table: fact_metric
-- meaning: 同类现行报告中给出某指标的比例不低于上一版本的八成 · The share of current reports of a type that give a metric is at least four fifths of what it was
-- todo: the new reports may be written in a way that the rules do not know: read some; if it is meant, fazhi waive
-- needs: base
-- warns: given_before < 10
-- because: below ten, one or two reports are a fifth of those that give the metric
-- evaluated: select count(*) from base.report where is_current
-- A type is the family of the report and the kind of its issuer: a department never had what a town reports.
with reports_before as (
    select report_type, coalesce(issuer_kind, '') as kind, count(*) as reports
    from base.report
    where is_current
    group by all
),
reports_now as (
    select report_type, coalesce(issuer_kind, '') as kind, count(*) as reports
    from report
    where is_current
    group by all
),
before as (
    select r.report_type, coalesce(r.issuer_kind, '') as kind, f.metric, count(*) as given
    from base.fact_metric as f
    join base.report as r on r.report_id = f.report_id
    where f.value is not null
    group by all
),
now as (
    select r.report_type, coalesce(r.issuer_kind, '') as kind, f.metric, count(*) as given
    from fact_metric as f
    join report as r on r.report_id = f.report_id
    where f.value is not null
    group by all
)
select
    b.metric,
    b.report_type,
    b.kind as issuer_kind,
    b.given as given_before,
    p.reports as reports_before,
    coalesce(n.given, 0) as given_now,
    q.reports as reports_now
from before as b
join reports_before as p on p.report_type = b.report_type and p.kind = b.kind
join reports_now as q on q.report_type = b.report_type and q.kind = b.kind
left join now as n on n.report_type = b.report_type and n.kind = b.kind and n.metric = b.metric
-- In whole numbers, so that a share that is just four fifths is not less.
where 5 * coalesce(n.given, 0) * p.reports < 4 * b.given * q.reports
order by b.given desc, b.metric, b.report_type, b.kind
