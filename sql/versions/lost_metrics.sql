-- Metrics that some place had a fact of, and none has any more.
select distinct b.metric
from older.fact_metric as b
where b.value is not null
    and b.metric not in (select metric from newer.fact_metric where value is not null)
order by b.metric
