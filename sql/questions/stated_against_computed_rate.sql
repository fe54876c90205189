-- 所报调解成功率与按件数算出的相差多少？ · How far is the stated mediation success rate from the one the counts give?
select
    j.full_name,
    d.year,
    d.dispute_mediation_success_rate as stated_rate,
    round(100.0 * d.dispute_mediated_success_count / d.dispute_mediated_count, 1) as computed_rate,
    round(stated_rate - computed_rate, 1) as difference
from fact_disputes as d
join dim_jurisdiction as j on j.jurisdiction_code = d.jurisdiction_code
where d.dispute_mediated_count > 0
    and d.dispute_mediated_success_count is not null
    and d.dispute_mediation_success_rate is not null
order by abs(difference) desc, j.full_name, d.year
