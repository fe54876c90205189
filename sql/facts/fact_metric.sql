-- One row a place, issuer, year and metric. The value is what the chosen observation says, or empty with a reason;
-- a correction stands beside what the machine read, never in its place.
with roles as (
    select report_id as reading, * exclude (report_id)
    from fact_evidence
),
readable as (
    select report_id as reading, * exclude (report_id)
    from observation
)
/* cells */,
corrected as (
    select * from correction where state = 'applied'
),
settled as (
    select
        coalesce(c.reading, k.report_id) as report_id,
        coalesce(c.metric, k.metric) as metric,
        coalesce(k.action, 'none') as action,
        c.* exclude (reading, metric, value),
        c.value as machine_value,
        k.correction_id,
        k.value as set_value,
        k.qualifier as set_qualifier
    from cells as c
    full join corrected as k on k.report_id = c.reading and k.metric = c.metric
)
select
    r.jurisdiction_code,
    r.issuer_id,
    r.report_type,
    r.report_year as year,
    s.metric,
    case s.action when 'override' then s.set_value when 'drop' then null else s.machine_value end as value,
    case
        when s.action = 'drop' or (s.action = 'override' and s.set_qualifier in ('at_most', 'nearly', 'about')) then null
        when s.action = 'override' then s.set_value
        else s.lower_bound
    end as lower_bound,
    case
        when s.action = 'drop' or (s.action = 'override' and s.set_qualifier in ('more_than', 'at_least', 'about'))
            then null
        when s.action = 'override' then s.set_value
        else s.upper_bound
    end as upper_bound,
    case when s.action = 'override' then coalesce(s.unit, m.canonical_unit) else s.unit end as unit,
    case when s.action = 'override' then s.set_qualifier else s.qualifier end as qualifier,
    case when s.action = 'override' then 'actual' else s.status end as status,
    case
        when s.action = 'override' and s.evidence_count is null and not m.is_stock then make_date(r.report_year, 1, 1)
        else s.period_start
    end as period_start,
    case
        when s.action = 'override' and s.evidence_count is null and not m.is_stock
            then make_date(r.report_year, 12, 31)
        else s.period_end
    end as period_end,
    case
        when s.action = 'override' and s.evidence_count is null and not m.is_stock then 12
        else s.months_covered
    end as months_covered,
    case s.action when 'override' then 'stated_total' when 'drop' then null else s.basis end as basis,
    coalesce(s.scope, 'own') as scope,
    case
        when s.action = 'override' then null
        when s.action = 'drop' then 'withdrawn'
        when s.evidence_count is null then 'not_mentioned'
        else s.missing_reason
    end as missing_reason,
    case when s.action in ('override', 'drop') then 'corrected' else coalesce(s.rule, 'corrected') end as rule,
    case when s.action in ('override', 'drop') then null else s.confidence end as confidence,
    coalesce(s.evidence_count, 0) as evidence_count,
    coalesce(s.rival_count, 0) as rival_count,
    coalesce(s.rival_count, 0) > 0 as is_contested,
    s.observation_id,
    r.report_id,
    s.machine_value,
    s.correction_id
from settled as s
join report as r on r.report_id = s.report_id
join dim_metric as m on m.metric = s.metric
order by r.jurisdiction_code, r.issuer_id, r.report_type, year, s.metric
