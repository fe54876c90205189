-- severity: abort
-- table: observation
-- meaning: 每个观测都属于一份报告 · Every observation belongs to a report
-- todo: look at sql/core/observation.sql
select o.observation_id, o.report_id
from observation as o
left join report as r on r.report_id = o.report_id
where r.report_id is null
