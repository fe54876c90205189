-- severity: abort
-- table: fact_metric
-- meaning: 数值与空缺原因恰有其一 · A fact has a value and its basis, or a reason why not, never both
-- todo: look at sql/facts/fact_metric.sql
select jurisdiction_code, issuer_id, year, metric, value, basis, missing_reason
from fact_metric
where (value is null) = (missing_reason is null) or (value is null) <> (basis is null)
