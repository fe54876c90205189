-- 哪些报告自相矛盾？ · Which reports contradict themselves?
select
    r.issuer_name,
    r.report_year,
    q.finding,
    q.metric,
    q.observed,
    round(q.expected, 2) as expected
from quality_finding as q
join report as r on r.report_id = q.report_id
where q.severity <> 'info'
order by r.issuer_name, r.report_year, q.finding, q.metric
