-- Where a metric changed its meaning, because the law behind it changed.
select b.metric, b.break_date, b.law, b.note
from source_break as b
join dim_metric as m on m.metric = b.metric
order by b.metric, b.break_date
