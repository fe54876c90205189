-- 一个单元格的值，或其空缺原因 · The value of a cell, or why it is empty.
select
    f.value,
    f.lower_bound,
    f.upper_bound,
    f.unit,
    f.qualifier,
    cast(f.period_start as varchar) as period_start,
    cast(f.period_end as varchar) as period_end,
    f.basis,
    f.rule,
    coalesce(f.missing_reason, case when f.metric is null then v.missing_reason end) as missing_reason
from (select cast(? as varchar) as report_id, cast(? as varchar) as metric) as cell
left join fact_metric as f on f.report_id = cell.report_id and f.metric = cell.metric
left join missing_value as v on v.report_id = cell.report_id and v.metric = cell.metric
