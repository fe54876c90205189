-- severity: info
-- scope: report
-- kind: arithmetic
-- meaning: 办结多于受理：可能含上年结转，仅作提示 · More was completed than received: cases carried over from the year before may explain it
-- todo: 看文中是否说明上年结转 · see whether the text speaks of cases carried over
-- message: {metric}（{observed}）多于{other}（{expected}），文中未见上年结转则为矛盾 · {metric} ({observed}) exceeds {other} ({expected}); a contradiction unless cases were carried over
select
    report_id,
    relation,
    part_metric as metric,
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
from related
where kind = 'flow' and (part is not null or whole is not null)
