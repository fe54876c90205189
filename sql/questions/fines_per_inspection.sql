-- 每次检查罚了多少钱？ · How many yuan were fined for each inspection?
select
    r.issuer_name,
    e.year,
    e.administrative_inspection_count,
    e.fine_amount,
    round(e.fine_amount / e.administrative_inspection_count, 1) as fine_per_inspection_amount
from fact_enforcement as e
join report as r on r.report_id = e.report_id
where e.administrative_inspection_count > 0 and e.fine_amount is not null
order by fine_per_inspection_amount desc, r.issuer_name, e.year
