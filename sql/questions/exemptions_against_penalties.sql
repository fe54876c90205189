-- 首违不罚与处罚各多少？ · How many first violations were let off, beside how many penalties?
select
    r.issuer_name,
    e.year,
    e.first_violation_exemption_count,
    e.administrative_penalty_count,
    round(100.0 * e.first_violation_exemption_count
        / (e.first_violation_exemption_count + e.administrative_penalty_count), 1) as exemption_rate
from fact_enforcement as e
join report as r on r.report_id = e.report_id
where e.first_violation_exemption_count + e.administrative_penalty_count > 0
order by exemption_rate desc, r.issuer_name, e.year
