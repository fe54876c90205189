-- 同一份报告里，哪些指标前后数字不一？ · Which metrics have differing values in one and the same report?
select
    r.issuer_name,
    f.year,
    f.metric,
    f.value as chosen_value,
    f.rule,
    string_agg(o.text || coalesce(o.unit, ''), ' / ' order by o.start_offset) as as_written
from fact_metric as f
join report as r on r.report_id = f.report_id
join fact_evidence as e on e.report_id = f.report_id and e.metric = f.metric
join observation as o on o.observation_id = e.observation_id
where f.is_contested and e.role <> 'part'
group by r.issuer_name, f.year, f.metric, f.value, f.rule
order by r.issuer_name, f.year, f.metric
