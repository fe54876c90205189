-- severity: abort
-- table: fact_metric
-- meaning: 每个机器读数都等于所引观测的数值，未经更正者数值即机器读数 · What the machine read is the observation it names, and the value is that unless corrected by hand
-- todo: look at sql/facts/fact_metric.sql
select f.jurisdiction_code, f.issuer_id, f.year, f.metric, f.value, f.machine_value, o.value as observed
from fact_metric as f
left join observation as o
    on o.observation_id = f.observation_id and o.report_id = f.report_id and o.metric = f.metric
where (f.machine_value is not null and f.machine_value is distinct from o.value)
    or (f.rule <> 'corrected' and f.value is distinct from f.machine_value)
    or (f.rule = 'corrected' and f.correction_id is null)
