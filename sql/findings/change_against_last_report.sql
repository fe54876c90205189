-- severity: warning
-- scope: reports
-- kind: change
-- meaning: 所称增减与上年报告的数字不符 · The change that is stated is not that against last year's report
-- todo: 看上年数字是否经过调整 · see whether last year's figure was restated
-- message: {metric}称增减{observed}，按上年报告应为{expected}（{detail}） · {metric} is said to change by {observed}; last year's report makes it {expected} ({detail})
-- Where the text itself gives the figure before, that one is held against last year's report instead.
select
    report_id,
    metric,
    observation_id,
    report_before as other_report_id,
    yoy_value as observed,
    change as expected,
    tolerance,
    format('{:.15g} → {:.15g}', base, value) as detail,
    error > tolerance + 1e-9 as is_violated
from changed
where not is_own and not is_told and report_before is not null
