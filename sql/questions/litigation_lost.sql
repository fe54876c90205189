-- 行政诉讼败诉多少？ · How much administrative litigation was lost?
select
    r.issuer_name,
    l.year,
    l.administrative_litigation_count,
    l.administrative_litigation_lost_count,
    l.administrative_litigation_loss_rate as stated_rate
from fact_litigation as l
join report as r on r.report_id = l.report_id
where coalesce(l.administrative_litigation_lost_count, l.administrative_litigation_loss_rate) is not null
order by l.administrative_litigation_lost_count desc nulls last, r.issuer_name, l.year
