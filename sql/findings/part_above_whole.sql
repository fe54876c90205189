-- severity: error
-- scope: report
-- kind: arithmetic
-- meaning: 部分大于整体 · A part is above its whole
-- todo: 核对原件中的两个数字 · look at both figures in the source
-- message: {metric}（{observed}）多于{other}（{expected}） · {metric} ({observed}) exceeds {other} ({expected})
-- Units of one kind (件, 起, 宗) compare; 件 and 人 do not. Penalties by one procedure are a part of all.
with parts as (
    select report_id, relation, part_metric as metric, whole_metric, part, whole
    from related
    where kind <> 'flow'
    union all
    select report_id, relation, other_part_metric, whole_metric, other_part, whole
    from related
    where kind = 'sum'
)
select
    report_id,
    relation,
    metric,
    whole_metric as other_metric,
    part.observation_id as observation_id,
    whole.observation_id as other_observations,
    part.value as observed,
    whole.value as expected,
    case
        when part.unit = whole.unit
            and part.period_start is not distinct from whole.period_start
            and part.period_end is not distinct from whole.period_end then part.value > whole.value
    end as is_violated
from parts
where part is not null or whole is not null
