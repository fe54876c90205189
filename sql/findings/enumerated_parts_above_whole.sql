-- severity: warning
-- scope: report
-- kind: arithmetic
-- meaning: “其中”所列各部分之和大于整体 · The parts of one enumeration together exceed their whole
-- todo: 核对所列各数；各部分是否相互重叠 · look at the figures; see whether the parts overlap
-- message: 所列各部分之和为{observed}（{detail}），大于整体{expected} · the parts listed make {observed} ({detail}), above the whole of {expected}
-- Only parts that an enumeration lists side by side (维持46件、驳回17件和终止68件): those parted by commas may overlap.
select
    report_id,
    metric,
    observation_id,
    other_observations,
    parts as observed,
    whole as expected,
    detail,
    case when is_enumerated then parts > whole end as is_violated
from listed
