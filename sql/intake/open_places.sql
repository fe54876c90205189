-- Reports whose place the text leaves open, each with what manifests say of any file that holds its text.
with heads as (
    select
        report_id,
        extractor_version,
        min(document_id) as document_id,
        arg_min(issuer_name, document_id) as issuer_name,
        arg_min(jurisdiction_candidates, document_id) as candidates
    from lake_report
    where jurisdiction_code is null and len(jurisdiction_candidates) > 0
    group by report_id, extractor_version
),
told as (
    select
        r.report_id,
        list(distinct l.source_url order by l.source_url) filter (where l.source_url is not null) as urls,
        list(distinct l.publisher order by l.publisher) filter (where l.publisher is not null) as publishers
    from lake_report as r
    join document_location as l on l.document_id = r.document_id
    where r.report_id in (select report_id from heads)
    group by r.report_id
)
select
    h.report_id,
    h.extractor_version,
    h.candidates,
    h.issuer_name,
    t.text,
    coalesce(o.urls, []) as urls,
    coalesce(o.publishers, []) as publishers
from heads as h
join told as o on o.report_id = h.report_id
join lake_text as t on t.document_id = h.document_id
where len(o.urls) > 0 or len(o.publishers) > 0
order by h.report_id, h.extractor_version
