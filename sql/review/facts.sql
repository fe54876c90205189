-- 待复核的事实，以要紧程度为序 · Facts that a person should look at, those that matter most first; or, with $item, the
-- facts whose id begins so. The id is that of the cell: it outlives extractors, editions and offsets.
with cells as (
    select
        left(md5(concat_ws('|', jurisdiction_code, issuer_id, report_type, year, metric)), 12) as item_id,
        *
    from fact_metric
),
-- What the text says of a cell: the value that won and its rivals, and where the first of them stands.
said as (
    select
        e.report_id,
        e.metric,
        arg_min(o.observation_id, (e.role <> 'chosen', o.start_offset, o.observation_id)) as observation_id,
        list(distinct o.value order by o.value) filter (o.value is not null) as told,
        (max(o.value) - min(o.value)) / nullif(greatest(abs(max(o.value)), abs(min(o.value))), 0) as disagreement
    from fact_evidence as e
    join observation as o on o.observation_id = e.observation_id
    where e.role in ('chosen', 'rival', 'candidate')
    group by e.report_id, e.metric
),
contradicted as (
    select
        report_id,
        metric,
        list(distinct finding order by finding) as findings,
        bool_or(severity = 'error') as is_error,
        -- Without a figure to hold it against, a value is wholly in doubt.
        max(coalesce(abs(observed - expected) / nullif(greatest(abs(observed), abs(expected)), 0), 1)) as disagreement
    from quality_finding
    where metric is not null and severity in ('error', 'warning') and finding <> 'flagged_by_hand'
    group by report_id, metric
),
judged as (
    select
        c.*,
        s.told,
        s.observation_id as seen_id,
        coalesce(k.findings, []) as findings,
        list_filter(
            [
                case when k.is_error then 'contradicts' end,
                case when c.is_contested then 'conflicting' end,
                case when k.is_error = false then 'anomalous' end,
                case when c.confidence < $confidence then 'low_confidence' end
            ],
            lambda kind: kind is not null
        ) as kinds,
        coalesce(greatest(case when c.is_contested then s.disagreement end, k.disagreement), 0) as disagreement
    from cells as c
    left join said as s on s.report_id = c.report_id and s.metric = c.metric
    left join contradicted as k on k.report_id = c.report_id and k.metric = c.metric
)
select
    f.item_id,
    f.jurisdiction_code,
    j.full_name as place,
    f.issuer_id,
    r.issuer_name,
    f.report_type,
    f.year,
    f.metric,
    m.name_zh,
    m.name_en,
    m.tier,
    f.value,
    m.canonical_unit as unit,
    f.machine_value,
    f.confidence,
    f.kinds,
    f.findings,
    f.told,
    round(f.disagreement, 4) as disagreement,
    f.correction_id,
    r.document_id,
    d.file,
    o.text,
    o.sentence,
    o.start_offset - o.sentence_start as text_at
from judged as f
join report as r on r.report_id = f.report_id
join document as d on d.document_id = r.document_id
join dim_metric as m on m.metric = f.metric
join dim_jurisdiction as j on j.jurisdiction_code = f.jurisdiction_code
left join observation as o on o.observation_id = coalesce(f.observation_id, f.seen_id)
where case
        when $item is not null then starts_with(f.item_id, $item)
        else len(f.kinds) > 0 and f.correction_id is null
    end
    and ($year is null or f.year = $year)
    and ($place is null or $place in (j.jurisdiction_code, j.province_code, j.prefecture_code, j.county_code))
order by
    m.tier,
    f.disagreement desc,
    coalesce(f.confidence, 1),
    case f.kinds[1] when 'contradicts' then 1 when 'conflicting' then 2 when 'anomalous' then 3 else 4 end,
    f.year desc,
    f.jurisdiction_code,
    f.issuer_id,
    f.report_type,
    f.metric
