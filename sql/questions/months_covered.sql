-- 哪些报告的数字不足全年？ · Which reports give figures that do not cover the whole year?
select
    r.issuer_name,
    f.year,
    f.months_covered,
    count(*) as metric_count
from fact_metric as f
join report as r on r.report_id = f.report_id
where f.months_covered < 12 and f.value is not null
group by r.issuer_name, f.year, f.months_covered
order by r.issuer_name, f.year, f.months_covered
