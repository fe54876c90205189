-- What reports count and the catalogue does not: the list of metrics to add next.
select
    subset as counted,
    coalesce(unit, '') as unit,
    count(*) as observation_count,
    count(distinct report_id) as report_count,
    min(observation_id) as observation_id
from observation
where metric is null and subset is not null and status in ('actual', 'negated_zero')
group by subset, coalesce(unit, '')
order by report_count desc, observation_count desc, counted, unit
