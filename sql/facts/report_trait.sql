-- How a report was made: sentences that it shares with last year's and with others', figures that stand still, round
-- figures. Counts, no judgement. Every join is on a hash: nothing here grows faster than the number of sentences.
with signed as (
    select
        r.report_id,
        hash(r.issuer_id, r.report_type) as issuer,
        r.report_type,
        r.report_year as year,
        s.sentences,
        s.patterns
    from lake_signature as s
    join report as r
        on r.report_id = s.report_id and r.document_id = s.document_id and r.extractor_version = s.extractor_version
    where r.is_current
),
hashed as (
    select report_id, issuer, report_type, year, false as is_pattern, unnest(sentences) as code from signed
    union all
    select report_id, issuer, report_type, year, true, unnest(patterns) from signed
),
-- An issuer has one current report a year: its sentences are distinct, so rows are issuers.
spread as (
    select report_type, year, is_pattern, code, count(*) as issuers
    from hashed
    group by report_type, year, is_pattern, code
    having count(*) > 1
),
judged as (
    select
        h.report_id,
        h.is_pattern,
        coalesce(s.issuers > 20, false) as is_common,
        s.issuers is not null as is_shared,
        b.code is not null as is_repeated
    from hashed as h
    left join spread as s
        on s.code = h.code and s.is_pattern = h.is_pattern and s.year = h.year and s.report_type = h.report_type
    left join hashed as b
        on b.code = h.code and b.is_pattern = h.is_pattern and b.issuer = h.issuer and b.year = h.year - 1
),
copied as (
    select
        report_id,
        count(*) filter (where not is_pattern) as sentence_count,
        count(*) filter (where not is_pattern and is_common) as common_count,
        count(*) filter (where not is_pattern and not is_common and is_repeated) as repeated_count,
        count(*) filter (where not is_pattern and not is_common and is_shared) as shared_count,
        count(*) filter (where is_pattern) as pattern_count,
        count(*) filter (where is_pattern and is_common) as pattern_common_count,
        count(*) filter (where is_pattern and not is_common and is_repeated) as pattern_repeated_count,
        count(*) filter (where is_pattern and not is_common and is_shared) as pattern_shared_count
    from judged
    group by report_id
)
/* paired */,
still as (
    select report_id, count(*) as paired_count, count(*) filter (where value = value_before) as unchanged_count
    from paired
    where measure in ('count', 'amount') and not is_stock and value >= 10 and value_before is not null
    group by report_id
),
rounded as (
    select f.report_id, count(*) as large_count, count(*) filter (where f.value % 10 = 0) as round_count
    from fact_metric as f
    join dim_metric as m on m.metric = f.metric
    where m.measure = 'count' and f.qualifier = 'exact' and f.value >= 100
    group by f.report_id
),
years as (
    select report_type, report_year, count(*) as reports
    from report
    where is_current
    group by report_type, report_year
)
select
    r.report_id,
    b.report_id as report_before,
    y.reports > 1 as has_others,
    c.sentence_count,
    c.common_count,
    c.sentence_count - c.common_count as own_sentence_count,
    case when b.report_id is not null then c.repeated_count end as repeated_count,
    case when has_others then c.shared_count end as shared_count,
    c.pattern_count - c.pattern_common_count as own_pattern_count,
    case when b.report_id is not null then c.pattern_repeated_count end as pattern_repeated_count,
    case when has_others then c.pattern_shared_count end as pattern_shared_count,
    coalesce(s.paired_count, 0) as paired_count,
    coalesce(s.unchanged_count, 0) as unchanged_count,
    coalesce(o.large_count, 0) as large_count,
    coalesce(o.round_count, 0) as round_count
from report as r
left join copied as c on c.report_id = r.report_id
left join report as b
    on b.issuer_id = r.issuer_id
    and b.report_type = r.report_type
    and b.report_year = r.report_year - 1
    and b.is_current
left join years as y on y.report_type = r.report_type and y.report_year = r.report_year
left join still as s on s.report_id = r.report_id
left join rounded as o on o.report_id = r.report_id
where r.is_current
order by r.report_id
