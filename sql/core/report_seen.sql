-- When each reading of a report began to hold, and which run put another in its place.
with readings as (
    select report_id, extractor_version, min(first_run) as first_run
    from lake_ledger
    where outcome = 'report'
    group by report_id, extractor_version
)
select
    report_id,
    extractor_version,
    first_run,
    lead(first_run) over (partition by report_id order by first_run, extractor_version) as last_run
from readings
order by report_id, extractor_version
