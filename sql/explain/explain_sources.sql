-- 一个单元格的全部证据，采用者在前 · All evidence of a cell, the chosen one first.
select
    e.role,
    o.value,
    o.value_max,
    o.unit,
    o.qualifier,
    o.subset,
    o.text,
    o.sentence,
    o.section,
    o.start_offset as start,
    o.end_offset as "end",
    o.rule,
    o.confidence
from fact_evidence as e
join observation as o on o.observation_id = e.observation_id
where e.report_id = ? and e.metric = ?
order by e.role <> 'chosen', e.role, o.start_offset
