-- severity: info
-- scope: reports
-- kind: copy
-- meaning: 半数以上文句（不计数字）沿用上年 · Half of the sentences or more, figures aside, are last year's
-- todo: 对照两年文本 · read the two texts side by side
-- message: {observed}%的文句（不计数字）沿用上年（{detail}） · {observed} % of the sentences, figures aside, are last year's ({detail})
select
    report_id,
    report_before as other_report_id,
    100 * pattern_repeated_count / nullif(own_pattern_count, 0) as observed,
    50 as expected,
    format('{} / {}', pattern_repeated_count, own_pattern_count) as detail,
    case when own_pattern_count >= 10 and report_before is not null then observed >= 50 end as is_violated
from report_trait
