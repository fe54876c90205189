-- 信访与调解孰多孰少？ · How do petitions compare with mediated disputes?
select
    j.full_name,
    m.year,
    m.petition_case_count,
    m.dispute_mediated_count,
    round(m.dispute_mediated_count / m.petition_case_count, 1) as disputes_per_petition
from mart_jurisdiction_year as m
join dim_jurisdiction as j on j.jurisdiction_code = m.jurisdiction_code
where m.petition_case_count > 0 and m.dispute_mediated_count is not null
order by disputes_per_petition desc, j.full_name, m.year
