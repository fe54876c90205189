-- 报告里还有哪些常数的东西，目录尚未收入？ · What do reports count that the catalogue has no metric for?
select u.counted, u.unit, u.observation_count, u.report_count, o.text as example
from unmapped as u
join observation as o on o.observation_id = u.observation_id
order by u.report_count desc, u.observation_count desc, u.counted, u.unit
limit 5
