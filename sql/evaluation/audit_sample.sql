-- 随机抽样以供人工核对：同一种子得同一样本 · A random sample to be checked by hand: the same seed draws the same.
select
    o.observation_id,
    o.metric,
    m.name_zh,
    m.name_en,
    o.value,
    o.value_max,
    coalesce(o.unit, '') as unit,
    o.qualifier,
    o.status,
    o.scope,
    cast(o.period_start as varchar) as period_start,
    cast(o.period_end as varchar) as period_end,
    o.of_which,
    o.subset,
    o.yoy_value,
    o.yoy_unit,
    o.confidence,
    o.sentence,
    o.start_offset - o.sentence_start as numeral_start,
    o.end_offset - o.sentence_start as numeral_end,
    r.issuer_name,
    r.report_year,
    count(*) over () as population
from observation as o
join report as r on r.report_id = o.report_id
join dim_metric as m on m.metric = o.metric
where r.is_current and o.status <> 'norm' and ($metric is null or o.metric = $metric)
order by md5(concat($seed, ':', o.observation_id)), o.observation_id
limit $size
