-- 至少有一份报告给出的指标，重要者在前 · Metrics that a report gives, the important ones first.
select
    m.metric,
    m.family,
    m.tier,
    m.name_zh,
    m.name_en,
    m.canonical_unit,
    m.measure,
    m.is_additive,
    m.caveats,
    count(f.value) as fact_count
from dim_metric as m
join fact_metric as f on f.metric = m.metric
group by all
order by m.tier, fact_count desc, m.metric
