-- severity: warning
-- scope: report
-- kind: arithmetic
-- meaning: 整体“分为”各部分，各部分之和却不等于整体 · The whole is said to be divided into parts that do not add up to it
-- todo: 核对所列各数 · look at the figures
-- message: 所分各部分之和为{observed}（{detail}），整体为{expected} · it is divided into {observed} ({detail}), the whole is {expected}
-- Only where the sentence says that the parts are all there are. Too many parts are a finding of another rule.
select
    report_id,
    metric,
    observation_id,
    other_observations,
    parts as observed,
    whole as expected,
    detail,
    case when is_enumerated then parts < whole end as is_violated
from listed
where is_divided
