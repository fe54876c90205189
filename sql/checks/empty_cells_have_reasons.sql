-- severity: abort
-- table: missing_value
-- meaning: 现行报告的每个指标要么有值要么有空缺原因 · Every metric of a current report has a stated total or a reason why not
-- todo: look at sql/facts/missing_value.sql
-- evaluated: select count(*) from report where is_current
select r.report_id, m.metric
from report as r
cross join dim_metric as m
left join fact_metric as f
    on f.report_id = r.report_id and f.metric = m.metric and f.basis = 'stated_total'
left join missing_value as v on v.report_id = r.report_id and v.metric = m.metric
where r.is_current and (f.metric is null) = (v.metric is null)
