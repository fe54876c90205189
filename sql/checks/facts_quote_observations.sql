-- severity: abort
-- table: fact_metric
-- meaning: 每个数值都等于所引观测的数值 · Every value is that of the observation it names, of the same report and metric
-- todo: look at sql/facts/fact_metric.sql
select f.jurisdiction_code, f.issuer_id, f.year, f.metric, f.value, o.value as observed
from fact_metric as f
left join observation as o
    on o.observation_id = f.observation_id and o.report_id = f.report_id and o.metric = f.metric
where f.value is not null and f.value is distinct from o.value
