-- 行政复议结果如何分布？ · How did administrative reconsiderations end?
select
    r.issuer_name,
    l.year,
    l.administrative_reconsideration_upheld_count as upheld_count,
    l.administrative_reconsideration_revoked_count as revoked_count,
    l.administrative_reconsideration_illegality_confirmed_count as illegality_confirmed_count,
    l.administrative_reconsideration_rejected_count as rejected_count,
    l.administrative_reconsideration_terminated_count as terminated_count
from fact_litigation as l
join report as r on r.report_id = l.report_id
where coalesce(upheld_count, revoked_count, rejected_count, terminated_count) is not null
order by r.issuer_name, l.year
