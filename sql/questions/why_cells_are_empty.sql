-- 各类指标的单元格为何空缺？ · Why are cells empty, by family of metrics?
select
    m.family,
    count(*) filter (where v.missing_reason = 'not_mentioned') as not_mentioned_count,
    count(*) filter (where v.missing_reason = 'parts_only') as parts_only_count,
    count(*) filter (where v.missing_reason = 'ambiguous') as ambiguous_count
from missing_value as v
join dim_metric as m on m.metric = v.metric
group by m.family
order by m.family
