-- 今年报告所说的上年数，与上年报告不符者有哪些？ · Where does a report give another figure for last year than last year's own report?
select
    r.issuer_name,
    r.report_year,
    o.metric,
    o.value as as_told_a_year_later,
    f.value as as_told_then,
    o.sentence
from observation as o
join report as r on r.report_id = o.report_id
join fact_metric as f
    on f.issuer_id = r.issuer_id and f.report_type = r.report_type
    and f.year = r.report_year - 1 and f.metric = o.metric
where r.is_current and o.status = 'prior_year' and o.scope = 'own' and o.subset is null
    and f.basis = 'stated_total' and f.value <> o.value
order by r.issuer_name, r.report_year, o.metric
