-- severity: warning
-- scope: report
-- kind: year
-- meaning: 标题是今年，数字却多注明上年 · The title is this year's, most of the figures are dated last year
-- todo: 看是否把上年文本当作今年发布 · see whether last year's text was published as this year's
-- message: 注明上年的数字{observed}个，多于本年的{expected}个 · {observed} figures are dated last year, {expected} this year
-- Figures of catalogue metrics alone; five of them at least, or nothing can be said.
with dated as (
    select
        r.report_id,
        count(*) filter (where o.status = 'prior_year' and year(o.period_end) = r.report_year - 1) as before,
        count(*) filter (where o.status in ('actual', 'negated_zero') and year(o.period_end) = r.report_year) as now
    from report as r
    join observation as o on o.report_id = r.report_id
    where o.metric is not null
    group by r.report_id
)
select report_id, before as observed, now as expected, case when before + now >= 5 then before > now end as is_violated
from dated
