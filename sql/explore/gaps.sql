-- 所选地方、年度、指标中报告未给出者的原因 · Why cells of a choice are empty.
select v.jurisdiction_code, v.issuer_id, v.report_type, v.year, v.metric, v.missing_reason
from missing_value as v
where list_contains($places, v.jurisdiction_code)
    and (len($years) = 0 or list_contains($years, v.year))
    and (len($metrics) = 0 or list_contains($metrics, v.metric))
order by all
