-- severity: warning
-- scope: report
-- kind: arithmetic
-- meaning: 两部分之和不等于整体 · Two parts that make the whole do not add up to it
-- todo: 核对原件中的两个数字 · look at both figures in the source
-- message: {other}两部分之和为{expected}（{detail}），文中总数为{observed} · the parts make {expected} ({detail}), the total given for {metric} is {observed}
select
    report_id,
    relation,
    whole_metric as metric,
    part_metric as other_metric,
    whole.observation_id as observation_id,
    concat_ws('|', part.observation_id, other_part.observation_id) as other_observations,
    whole.value as observed,
    part.value + other_part.value as expected,
    format('{:.15g} + {:.15g}', part.value, other_part.value) as detail,
    case
        when part.unit = whole.unit
            and other_part.unit = whole.unit
            and part.period_start is not distinct from whole.period_start
            and part.period_end is not distinct from whole.period_end
            and other_part.period_start is not distinct from whole.period_start
            and other_part.period_end is not distinct from whole.period_end
            then part.value + other_part.value <> whole.value
    end as is_violated
from related
where kind = 'sum' and (part is not null or other_part is not null)
