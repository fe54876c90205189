-- severity: info
-- scope: reports
-- kind: figures
-- meaning: 与上年相比的变动远超同级同侪 · The change against last year is far beyond that of the peers
-- todo: 看原句与口径 · look at the sentences, and at what was counted
-- message: {metric}由{expected}变为{observed}，远超同侪（稳健 z = {detail}） · {metric} went from {expected} to {observed}, far beyond the peers (robust z = {detail})
-- Robust z on the log ratio, among places of one level: twenty peers at least, beyond 3.5, and twice or half their change.
with moved as (
    select report_id, report_before, metric, report_type, level, year, value, value_before, ln(value / value_before) as jump
    from paired
    where measure in ('count', 'amount') and value >= 10 and value_before >= 10
),
peers as (
    select report_type, level, year, metric, count(*) - 1 as peers, median(jump) as usual, mad(jump) as spread
    from moved
    group by report_type, level, year, metric
)
select
    m.report_id,
    m.report_before as other_report_id,
    m.metric,
    m.value as observed,
    m.value_before as expected,
    format('{:.1f}', 0.6745 * (m.jump - p.usual) / nullif(p.spread, 0)) as detail,
    case
        when p.peers >= 20 and p.spread > 0
            then abs(0.6745 * (m.jump - p.usual) / p.spread) > 3.5 and abs(m.jump - p.usual) >= ln(2)
    end as is_violated
from moved as m
join peers as p
    on p.report_type = m.report_type
    and p.level is not distinct from m.level
    and p.year = m.year
    and p.metric = m.metric
