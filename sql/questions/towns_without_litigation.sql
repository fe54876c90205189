-- 哪些乡镇街道没有行政诉讼：是明说为零，还是只字未提？ · Which towns and streets report no litigation: zero in words, or no word of it?
select
    m.jurisdiction_name,
    m.year,
    coalesce(v.missing_reason, 'stated_zero') as how_it_is_told,
    o.sentence
from mart_jurisdiction_year as m
left join missing_value as v
    on v.report_id = m.report_id and v.metric = 'administrative_litigation_count'
left join fact_metric as f
    on f.report_id = m.report_id and f.metric = 'administrative_litigation_count'
left join observation as o on o.observation_id = f.observation_id
where m.level = 'township' and coalesce(m.administrative_litigation_count, 0) = 0
order by how_it_is_told, m.jurisdiction_name, m.year
