-- severity: warning
-- scope: report
-- kind: change
-- meaning: 所称增减与文中两年数字不符 · The change that is stated is not that between the two figures of the text
-- todo: 核对两年数字与增减幅度 · look at both figures and at the change
-- message: {metric}称增减{observed}，按文中上年数应为{expected}（{detail}） · {metric} is said to change by {observed}; the text's own figures give {expected} ({detail})
select
    report_id,
    metric,
    observation_id,
    told_by as other_observations,
    yoy_value as observed,
    change as expected,
    tolerance,
    format('{:.15g} → {:.15g}', base, value) as detail,
    error > tolerance + 1e-9 as is_violated
from changed
where is_own and is_told
