-- One row a distinct content, with the state that the reading that counts left it in.
with latest as (
    -- A content that could not be read once has a second row from the run that could.
    select * exclude (first_run), min(first_run) over (partition by document_id) as first_run
    from lake_document
    qualify row_number() over (partition by document_id order by is_readable desc, lake_document.first_run desc) = 1
)
/* reading */
select
    d.document_id,
    d.kind,
    d.encoding,
    d.size_bytes,
    d.character_count,
    l.location_count,
    l.file,
    case
        when h.document_id is not null then 'held'
        when not d.is_readable or e.outcome = 'failed' then 'quarantined'
        when e.outcome = 'not_a_report' then 'not_a_report'
        else 'read'
    end as state,
    case
        when h.document_id is not null then concat('held by ', h.held_by, ': ', h.reason)
        else coalesce(d.reason, e.reason)
    end as reason,
    e.report_id,
    d.first_run
from latest as d
join (
    select document_id, count(distinct file) as location_count, min(file) as file
    from lake_location
    group by document_id
) as l on l.document_id = d.document_id
left join reading as e on e.document_id = d.document_id
left join source_hold as h on h.document_id = d.document_id
order by d.document_id
