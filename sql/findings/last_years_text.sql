-- severity: warning
-- scope: reports
-- kind: copy
-- meaning: 八成以上文句（连同数字）与上年报告相同 · Four in five sentences, figures and all, are those of last year's report
-- todo: 看是否把上年文本当作今年发布 · see whether last year's text was published as this year's
-- message: {observed}%的文句（连同数字）与上年相同（{detail}） · {observed} % of the sentences, figures and all, are last year's ({detail})
select
    report_id,
    report_before as other_report_id,
    100 * repeated_count / nullif(own_sentence_count, 0) as observed,
    80 as expected,
    format('{} / {}', repeated_count, own_sentence_count) as detail,
    case when own_sentence_count >= 10 and report_before is not null then observed >= 80 end as is_violated
from report_trait
