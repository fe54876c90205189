-- What fills a cell. Eligible: achieved in the report's year (or none, in words), the body's own, with a metric.
-- Whole numbers go before parts; among differing whole numbers one said to be a total wins; nothing is summed.
with eligible as (
    select
        o.*,
        o.subset is not null or coalesce(o.of_which = o.metric, false) as is_part,
        struct_pack(low := o.value, high := o.value_max) as amount,
        struct_pack(low := o.value, high := o.value_max, part := o.subset) as piece
    from observation as o
    join report as r on r.report_id = o.report_id
    join dim_metric as m on m.metric = o.metric
    where r.is_current
        and o.value is not null
        and o.status in ('actual', 'negated_zero')
        and o.scope = 'own'
        and coalesce(year(o.period_start), r.report_year) = r.report_year
        and coalesce(year(o.period_end), r.report_year) = r.report_year
),
cells as (
    select
        report_id,
        metric,
        case
            when count(distinct amount) filter (where not is_part) = 1 then 'single_value'
            when count(distinct amount) filter (where not is_part and is_total) = 1 then 'said_to_be_total'
            when count(*) filter (where not is_part) > 0 then 'ambiguous'
            when count(distinct piece) = 1 then 'single_part'
            else 'parts_only'
        end as rule
    from eligible
    group by report_id, metric
),
judged as (
    select
        e.*,
        c.rule as cell_rule,
        case c.rule
            when 'single_value' then not e.is_part
            when 'said_to_be_total' then not e.is_part and e.is_total
            when 'single_part' then true
            else false
        end as may_win
    from eligible as e
    join cells as c on c.report_id = e.report_id and c.metric = e.metric
),
ranked as (
    select
        *,
        row_number() over best as position,
        first_value(amount) over best as best_amount
    from judged
    window best as (
        partition by report_id, metric
        order by may_win desc, qualifier = 'exact' desc, confidence desc, start_offset, observation_id
    )
)
select
    observation_id,
    report_id,
    metric,
    case
        when may_win and position = 1 then 'chosen'
        when cell_rule = 'single_part' then 'repeated'
        when is_part then 'part'
        when cell_rule = 'ambiguous' then 'candidate'
        when amount = best_amount then 'repeated'
        else 'rival'
    end as role,
    cell_rule as rule
from ranked
order by report_id, metric, role, observation_id
