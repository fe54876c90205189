-- 平均每件处罚罚款多少？ · What is the average fine of a penalty case?
select
    r.issuer_name,
    e.year,
    e.administrative_penalty_count,
    e.fine_amount,
    round(e.fine_amount / e.administrative_penalty_count) as fine_per_penalty_amount
from fact_enforcement as e
join report as r on r.report_id = e.report_id
where e.administrative_penalty_count > 0 and e.fine_amount is not null
order by fine_per_penalty_amount desc, r.issuer_name, e.year
