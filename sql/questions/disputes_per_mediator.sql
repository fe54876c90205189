-- 每名调解员一年调解多少件？ · How many disputes does each mediator take on?
select
    j.full_name,
    d.year,
    d.dispute_mediated_count,
    d.mediator_count,
    round(d.dispute_mediated_count / d.mediator_count, 1) as disputes_per_mediator
from fact_disputes as d
join dim_jurisdiction as j on j.jurisdiction_code = d.jurisdiction_code
where d.mediator_count > 0 and d.dispute_mediated_count is not null
order by disputes_per_mediator desc, j.full_name, d.year
