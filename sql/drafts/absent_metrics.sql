-- 上年有而今年未提的指标 · What the report before gave a figure for, and the draft does not mention with any number.
select m.metric, m.name_zh, m.name_en, f.value, m.canonical_unit as unit
from fact_metric as f
join dim_metric as m on m.metric = f.metric
where f.report_id = $before
    and f.basis = 'stated_total'
    and not exists (from observation as o where o.report_id = $draft and o.metric = f.metric)
order by m.tier, m.metric
