-- 每个罚款数字出自哪一句？ · Which sentence does each fine stand in?
select
    r.issuer_name,
    f.year,
    f.value as fine_amount,
    o.sentence,
    d.file,
    o.start_offset,
    o.end_offset
from fact_metric as f
join report as r on r.report_id = f.report_id
join document as d on d.document_id = r.document_id
join observation as o on o.observation_id = f.observation_id
where f.metric = 'fine_amount' and f.basis = 'stated_total'
order by f.value desc, r.issuer_name, f.year
limit 5
