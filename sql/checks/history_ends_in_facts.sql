-- severity: abort
-- table: fact_history
-- meaning: 现在仍成立的历史行与 fact_metric 逐一相同 · What the history says still holds is what fact_metric says, cell by cell
-- todo: look at sql/facts/fact_history.sql
select report_id, metric, h.value as value_of_history, f.value
from (select * from fact_history where valid_to is null) as h
full join fact_metric as f using (report_id, metric)
where h.value is distinct from f.value
    or h.missing_reason is distinct from f.missing_reason
    or h.correction_id is distinct from f.correction_id
    or h.machine_value is distinct from f.machine_value
