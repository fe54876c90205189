-- severity: warning
-- scope: report
-- kind: arithmetic
-- meaning: 较短时段的数字大于包含它的较长时段 · A figure of some months exceeds that of a longer time around them
-- todo: 核对两个时段的数字 · look at the figures of both periods
-- message: {metric}：{detail}为{observed}，而更长时段仅{expected} · {metric}: {observed} in {detail}, but only {expected} in the longer time around it
with dated as (
    select o.*
    from observation as o
    join dim_metric as m on m.metric = o.metric
    where not m.is_stock
        and m.is_additive
        and o.status = 'actual'
        and o.scope = 'own'
        and o.subset is null
        and o.of_which is distinct from o.metric
        and o.period_end >= o.period_start
)
select
    s.report_id,
    s.metric,
    s.observation_id,
    l.observation_id as other_observations,
    s.value as observed,
    l.value as expected,
    concat_ws('–', s.period_start, s.period_end) as detail,
    case when s.qualifier = 'exact' and l.qualifier = 'exact' and s.unit is not distinct from l.unit
        then s.value > l.value
    end as is_violated
from dated as s
join dated as l
    on l.report_id = s.report_id
    and l.metric = s.metric
    and l.period_start <= s.period_start
    and l.period_end >= s.period_end
    and (l.period_start, l.period_end) <> (s.period_start, s.period_end)
