-- How a cell is filled: from `eligible` (reading, metric, and what an observation says) to the part that each one plays.
-- Whole numbers go before parts; among differing whole numbers one said to be a total wins; nothing is summed.
with timed as (
    select
        e.*,
        -- A month, a quarter or half a year is part of the year that a report is about. Reports are drafted before
        -- their year is out: figures up to October or November are the year's, and months_covered says how far.
        coalesce(
            not m.is_stock and (month(e.period_start) > 1 or month(e.period_end) < 10), false
        ) as is_part_of_year
    from eligible as e
    join dim_metric as m on m.metric = e.metric
),
pieces as (
    select
        * exclude (is_part_of_year),
        subset is not null or coalesce(of_which = metric, false) or is_part_of_year as is_part,
        struct_pack(low := value, high := value_max) as amount,
        struct_pack(
            low := value, high := value_max, part := subset,
            since := case when is_part_of_year then period_start end,
            until := case when is_part_of_year then period_end end
        ) as piece
    from timed
),
ruled as (
    select
        reading,
        metric,
        case
            when count(distinct amount) filter (where not is_part) = 1 then 'single_value'
            when count(distinct amount) filter (where not is_part and is_total) = 1 then 'said_to_be_total'
            when count(*) filter (where not is_part) > 0 then 'ambiguous'
            when count(distinct piece) = 1 then 'single_part'
            else 'parts_only'
        end as rule
    from pieces
    group by reading, metric
),
judged as (
    select
        p.* exclude (rule),
        c.rule,
        case c.rule
            when 'single_value' then not p.is_part
            when 'said_to_be_total' then not p.is_part and p.is_total
            when 'single_part' then true
            else false
        end as may_win
    from pieces as p
    join ruled as c on c.reading = p.reading and c.metric = p.metric
),
ranked as (
    select
        *,
        row_number() over best as position,
        first_value(amount) over best as best_amount
    from judged
    window best as (
        partition by reading, metric
        order by may_win desc, qualifier = 'exact' desc, confidence desc, start_offset, observation_id
    )
)
select
    reading,
    metric,
    observation_id,
    case
        when may_win and position = 1 then 'chosen'
        when rule = 'single_part' then 'repeated'
        when is_part then 'part'
        when rule = 'ambiguous' then 'candidate'
        when amount = best_amount then 'repeated'
        else 'rival'
    end as role,
    rule
from ranked
