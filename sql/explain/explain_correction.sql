-- 单元格的人工更正，机器读数与更正值并列 · The correction of a cell: what the machine read beside what was set.
select
    c.correction_id,
    c.action,
    f.machine_value,
    c.value as corrected_value,
    c.reason,
    c.corrected_by,
    cast(c.made_on as varchar) as made_on,
    c.origin,
    c.expected
from fact_metric as f
join correction as c on c.correction_id = f.correction_id
where f.report_id = ? and f.metric = ?
