-- severity: abort
-- table: fact_metric
-- meaning: 事实只取实绩，不取目标、制度要求与部分数 · No target, norm, other body's number or part has become a stated total
-- todo: look at sql/facts/fact_evidence.sql
select f.jurisdiction_code, f.year, f.metric, o.observation_id, o.status, o.scope, o.subset, o.of_which
from fact_metric as f
join observation as o on o.observation_id = f.observation_id
where o.status not in ('actual', 'negated_zero')
    or o.scope <> 'own'
    or (f.basis = 'stated_total' and f.rule <> 'corrected' and (o.subset is not null or o.of_which = o.metric))
