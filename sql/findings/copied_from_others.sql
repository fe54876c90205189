-- severity: info
-- scope: reports
-- kind: copy
-- meaning: 半数以上文句与同年其他机关相同 · Half of the sentences or more are those of other issuers of the year
-- todo: 看是否套用同一范文 · see whether they follow one model text
-- message: {observed}%的文句见于同年其他机关的报告（{detail}） · {observed} % of the sentences stand in reports of other issuers ({detail})
-- Sentences of more than twenty issuers are common phrases: they are counted apart, and not here.
select
    report_id,
    100 * shared_count / nullif(own_sentence_count, 0) as observed,
    50 as expected,
    format('{} / {}', shared_count, own_sentence_count) as detail,
    case when own_sentence_count >= 10 and has_others then observed >= 50 end as is_violated
from report_trait
