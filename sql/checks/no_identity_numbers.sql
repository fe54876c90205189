-- severity: abort
-- table: observation
-- meaning: 证据句中没有身份证号 · No identity number stands in any text that is published
-- todo: the masking of the extractor missed it: take the document out with fazhi hold, and report the form it has
-- waiver: never
select observation_id, report_id
from observation
where regexp_matches(
    concat_ws(' ', sentence, subset, section),
    '(^|[^0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])[0-9]{3}[0-9Xx]([^0-9]|$)'
)
