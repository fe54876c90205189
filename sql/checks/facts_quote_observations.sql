-- severity: abort
-- table: fact_metric
-- meaning: 每个机器读数都等于所引观测的数值，未经更正者数值即机器读数 · What the machine read is the observation it names, and the value is that unless corrected by hand
-- todo: look at sql/facts/fact_metric.sql
select
    f.jurisdiction_code, f.issuer_id, f.year, f.metric, f.value, f.machine_value, f.observation_id, f.report_id,
    f.correction_id
from fact_metric as f
-- By one number each: to join on three texts takes twice as long. A hash tells types apart, so they are told.
where (
        f.machine_value is not null
        and hash(f.observation_id, f.report_id, f.metric, f.machine_value::double)
            not in (select hash(o.observation_id, o.report_id, o.metric, o.value::double) from observation as o)
    )
    or (f.rule <> 'corrected' and f.value is distinct from f.machine_value)
    or (f.rule = 'corrected' and f.correction_id is null)
