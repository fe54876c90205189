-- severity: warn
-- table: observation
-- meaning: 证据句中似无手机号 · Nothing in the published text looks like a mobile number
-- todo: look at the sentences: an amount may look like one; else report the form it has
select observation_id, report_id
from observation
where regexp_matches(concat_ws(' ', sentence, subset, section), '(^|[^0-9.])1[3-9][0-9]{9}([^0-9万亿元.]|$)')
