-- Each change that a text attaches to a figure, with what the figure before should have made it. Rounding explains half
-- a unit of the last digit; a rate may change by percent or by points where the text says no more than %.
with said as (
    select
        o.report_id,
        o.metric,
        o.observation_id,
        m.measure,
        o.value,
        o.unit,
        o.yoy_value,
        o.yoy_unit,
        o.period_start,
        o.period_end,
        o.qualifier = 'exact' and o.value_max is null as is_exact,
        0.5 * pow(10, -length(regexp_extract(cast(o.yoy_value as varchar), '\.([0-9]*[1-9])', 1))) as half_unit,
        0.5 * pow(10, -length(regexp_extract(cast(o.value as varchar), '\.([0-9]*[1-9])', 1))) as half_unit_of_value
    from observation as o
    join dim_metric as m on m.metric = o.metric
    where o.yoy_value is not null
        and o.status = 'actual'
        and o.scope = 'own'
        and o.subset is null
        and o.of_which is distinct from o.metric
),
based as (
    select
        s.*,
        case when t.readings = 1 and t.restated_qualifier = 'exact' then t.restated_value end as told_before,
        t.metric is not null as is_told,
        t.observation_id as told_by,
        p.value_before,
        p.report_before,
        unnest([
            {'base': told_before, 'is_own': true},
            {'base': case when p.value = s.value and not is_told then p.value_before end, 'is_own': false}
        ]) as held
    from said as s
    left join told as t on t.report_id = s.report_id and t.metric = s.metric
    left join paired as p on p.report_id = s.report_id and p.metric = s.metric
)
select
    * exclude (held),
    held.is_own,
    held.base,
    case
        when yoy_unit = '%' then 100 * (value - held.base) / nullif(held.base, 0)
        else value - held.base
    end as change,
    case
        when yoy_unit = '%' then half_unit
        when measure = 'rate' then half_unit + 2 * half_unit_of_value
        else 0
    end as tolerance,
    case
        when not is_exact then null
        when yoy_unit = '%' and measure = 'rate'
            then least(abs(change - yoy_value), abs(value - held.base - yoy_value) - 2 * half_unit_of_value)
        when yoy_unit in ('%', '百分点', '个百分点') or yoy_unit = unit then abs(change - yoy_value)
    end as error
from based
