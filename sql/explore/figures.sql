-- 所选地方、年度、指标的数字及空缺原因，各附原句 · The figures of a choice, or why a cell is empty, each with its sentence.
select
    c.jurisdiction_code,
    j.full_name as place,
    c.issuer_id,
    r.issuer_name,
    r.is_own_government,
    c.report_type,
    c.year,
    c.metric,
    m.name_zh,
    m.name_en,
    m.family,
    m.tier,
    m.measure,
    c.value,
    c.lower_bound,
    c.upper_bound,
    coalesce(c.unit, m.canonical_unit) as unit,
    c.qualifier,
    c.period_start,
    c.period_end,
    c.months_covered,
    c.basis,
    c.rule,
    c.missing_reason,
    c.confidence,
    c.rival_count,
    c.is_contested,
    c.correction_id is not null as is_corrected,
    c.report_id,
    o.section,
    o.sentence,
    o.start_offset,
    o.end_offset,
    r.title,
    r.publish_date,
    d.file,
    r.source_url
from fact_metric as c
join report as r on r.report_id = c.report_id
join document as d on d.document_id = r.document_id
join dim_jurisdiction as j on j.jurisdiction_code = c.jurisdiction_code
join dim_metric as m on m.metric = c.metric
left join observation as o on o.observation_id = c.observation_id
where list_contains($places, c.jurisdiction_code)
    and (len($years) = 0 or list_contains($years, c.year))
    and (len($metrics) = 0 or list_contains($metrics, c.metric))
order by
    list_position($places, c.jurisdiction_code),
    not r.is_own_government,
    c.issuer_id,
    c.report_type <> 'rule_of_law',
    c.report_type,
    m.tier,
    m.family,
    c.metric,
    c.year
