-- 一个版本中的全部数量，按其位置 · All quantities of one edition, as they stand in it.
select
    o.metric,
    m.name_zh,
    o.value,
    o.value_max,
    o.unit,
    o.qualifier,
    o.status,
    o.scope,
    o.subset,
    o.of_which,
    cast(o.period_start as varchar) as period_start,
    cast(o.period_end as varchar) as period_end,
    o.text,
    o.sentence,
    o.start_offset as start
from observation as o
left join dim_metric as m on m.metric = o.metric
where o.report_id = ?
order by o.start_offset, o.end_offset, o.observation_id
