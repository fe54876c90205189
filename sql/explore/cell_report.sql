-- 一个单元格所在的报告，政府本身的法治报告在前 · The reports that a cell may stand in, the own government's first.
select r.report_id
from report as r
where r.is_current and r.jurisdiction_code = $place and r.report_year = $year
    and (
        exists (from fact_metric as f where f.report_id = r.report_id and f.metric = $metric)
        or exists (from missing_value as v where v.report_id = r.report_id and v.metric = $metric)
    )
order by not r.is_own_government, r.report_type <> 'rule_of_law', r.issuer_id, r.report_type
limit 1
