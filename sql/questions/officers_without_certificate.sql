-- 还有多少执法人员没有执法证？ · How many enforcement officers hold no certificate?
select
    r.issuer_name,
    e.year,
    e.enforcement_personnel_count,
    e.certified_enforcement_personnel_count,
    e.enforcement_personnel_count - e.certified_enforcement_personnel_count as uncertified_count,
    e.enforcement_certification_rate as stated_rate
from fact_enforcement as e
join report as r on r.report_id = e.report_id
where e.enforcement_personnel_count is not null and e.certified_enforcement_personnel_count is not null
order by uncertified_count desc, r.issuer_name, e.year
