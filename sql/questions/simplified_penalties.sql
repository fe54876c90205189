-- 处罚中有多少走简易程序？ · What share of penalties took the simplified procedure?
select
    r.issuer_name,
    e.year,
    e.simplified_penalty_count,
    e.ordinary_penalty_count,
    round(100.0 * e.simplified_penalty_count / (e.simplified_penalty_count + e.ordinary_penalty_count), 1)
        as simplified_rate
from fact_enforcement as e
join report as r on r.report_id = e.report_id
where e.simplified_penalty_count + e.ordinary_penalty_count > 0
order by simplified_rate desc, r.issuer_name, e.year
