-- 主要指标有多大比例的报告给出？ · What share of reports gives each of the main metrics?
select
    m.metric,
    m.name_zh,
    count(f.value) as reporting_count,
    count(*) as report_count,
    round(100.0 * count(f.value) / count(*), 1) as reporting_rate
from dim_metric as m
cross join report as r
left join fact_metric as f on f.report_id = r.report_id and f.metric = m.metric and f.basis = 'stated_total'
where r.is_current and r.report_type = 'rule_of_law' and m.tier = 1
group by m.metric, m.name_zh
having count(f.value) > 0
order by reporting_rate desc, m.metric
limit 12
