-- What a cell holds: from `roles` and `readable` (observations by reading) to one row a reading and metric.
with counted as (
    select
        reading,
        metric,
        any_value(rule) as rule,
        count(*) filter (where role in ('chosen', 'repeated')) as evidence_count,
        count(*) filter (where role in ('rival', 'candidate')) as rival_count,
        max(observation_id) filter (where role = 'chosen') as observation_id
    from roles
    group by reading, metric
),
judged as (
    select
        c.*,
        o.* exclude (reading, observation_id, metric, rule),
        m.canonical_unit,
        m.is_stock,
        -- A count is whole, and no figure is beyond what its column can hold: else it was misread.
        coalesce(o.value between m.lowest and m.highest, false)
            and (m.measure <> 'count' or o.value = floor(o.value)) as is_in_range
    from counted as c
    join dim_metric as m on m.metric = c.metric
    left join readable as o on o.reading = c.reading and o.observation_id = c.observation_id
)
select
    reading,
    metric,
    case when is_in_range then value end as value,
    case when is_in_range and qualifier not in ('at_most', 'nearly', 'about') then value end as lower_bound,
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
    observation_id
from judged
