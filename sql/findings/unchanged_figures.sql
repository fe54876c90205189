-- severity: warning
-- scope: reports
-- kind: copy
-- meaning: 八成以上数字与上年相同 · Four in five figures are those of the year before
-- todo: 看是否沿用上年数字 · see whether last year's figures were used again
-- message: {observed}%的数字与上年报告相同（{detail}） · {observed} % of the figures are those of last year's report ({detail})
-- Counts and sums of ten and more alone: small ones and stocks recur by themselves. Ten of them at least.
select
    report_id,
    report_before as other_report_id,
    100 * unchanged_count / nullif(paired_count, 0) as observed,
    80 as expected,
    format('{} / {}', unchanged_count, paired_count) as detail,
    case when paired_count >= 10 then observed >= 80 end as is_violated
from report_trait
where report_before is not null
