-- 哪些指标的抽取最不可靠？ · Which metrics are read least surely?
select
    m.metric,
    m.name_zh,
    a.support,
    a.found,
    a.extra
from metric_accuracy as a
join dim_metric as m on m.metric = a.metric
where a.golden_set = 'samples' and (a.found < a.support or a.extra > 0)
order by a.recall nulls first, a.precision nulls first, m.metric
limit 5
