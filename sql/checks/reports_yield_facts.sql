-- severity: warn
-- table: report
-- meaning: 每份现行报告都产生事实 · Every current report yields at least one fact
-- todo: read the report: it may be cut, or written in a way that the catalogue does not know
-- evaluated: select count(*) from report where is_current
select r.report_id, r.jurisdiction_code, r.report_year
from report as r
left join fact_metric as f on f.report_id = r.report_id and f.value is not null
where r.is_current and f.metric is null
