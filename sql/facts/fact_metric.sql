-- One row a place, issuer, year and metric. The value is what the chosen observation says, or empty with a reason.
with cells as (
    select
        e.report_id,
        e.metric,
        any_value(e.rule) as rule,
        count(*) filter (where e.role in ('chosen', 'repeated')) as evidence_count,
        count(*) filter (where e.role in ('rival', 'candidate')) as rival_count,
        max(e.observation_id) filter (where e.role = 'chosen') as observation_id
    from fact_evidence as e
    group by e.report_id, e.metric
),
joined as (
    select
        r.jurisdiction_code,
        r.issuer_id,
        r.report_type,
        r.report_year as year,
        c.*,
        o.* exclude (observation_id, report_id, metric, rule),
        -- A count is whole, and no figure is beyond what its column can hold: else it was misread.
        coalesce(o.value between m.lowest and m.highest, false)
            and (m.measure <> 'count' or o.value = floor(o.value)) as is_in_range
    from cells as c
    join report as r on r.report_id = c.report_id
    join dim_metric as m on m.metric = c.metric
    left join observation as o on o.observation_id = c.observation_id
)
select
    jurisdiction_code,
    issuer_id,
    report_type,
    year,
    metric,
    case when is_in_range then value end as value,
    case
        when not is_in_range or qualifier in ('at_most', 'nearly', 'about') then null
        else value
    end as lower_bound,
    case
        when not is_in_range or qualifier in ('more_than', 'at_least', 'about') then null
        when qualifier = 'range' then value_max
        else value
    end as upper_bound,
    unit,
    qualifier,
    status,
    period_start,
    period_end,
    case
        when period_start is not null and period_end is not null
            then datediff('month', period_start, period_end) + 1
    end as months_covered,
    case
        when not is_in_range then null
        when rule = 'single_part' then 'single_part'
        else 'stated_total'
    end as basis,
    coalesce(scope, 'own') as scope,
    case
        when observation_id is null then rule
        when not is_in_range then 'out_of_range'
    end as missing_reason,
    rule,
    confidence,
    evidence_count,
    rival_count,
    rival_count > 0 as is_contested,
    observation_id,
    report_id
from joined
order by jurisdiction_code, issuer_id, report_type, year, metric
