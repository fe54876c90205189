-- 谁有行政诉讼，却不提负责人出庭？ · Who has litigation, and is silent about its head appearing in court?
select
    r.issuer_name,
    l.year,
    l.administrative_litigation_count
from fact_litigation as l
join report as r on r.report_id = l.report_id
where l.administrative_litigation_count > 0 and not exists (
    select 1
    from observation as o
    where o.report_id = l.report_id
        and o.metric in ('official_court_appearance_rate', 'official_court_appearance_count')
)
order by l.administrative_litigation_count desc, r.issuer_name
