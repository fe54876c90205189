-- 谁爱用“余”“近”“约”？ · Who rounds: what share of figures is not exact?
select
    r.issuer_name,
    f.year,
    count(*) as value_count,
    count(*) filter (where f.qualifier <> 'exact') as rounded_count,
    round(100.0 * count(*) filter (where f.qualifier <> 'exact') / count(*), 1) as rounded_rate
from fact_metric as f
join report as r on r.report_id = f.report_id
where f.value is not null
group by r.issuer_name, f.year
having count(*) filter (where f.qualifier <> 'exact') > 0
order by rounded_rate desc, r.issuer_name, f.year
