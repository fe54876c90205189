-- A place may be told anew when the manifest says more than before: the latest word counts.
select
    document_id,
    file,
    arg_max(source_url, first_run) as source_url,
    arg_max(retrieved_at, first_run) as retrieved_at,
    arg_max(publisher, first_run) as publisher,
    arg_max(declared_code, first_run) as declared_code,
    min(first_run) as first_run
from lake_location
group by document_id, file
order by document_id, file
