-- Corrections by hand, and what became of each: it applies to the current edition, or to the very document it names.
with texts as (
    select distinct document_id, report_id
    from lake_ledger
    where outcome = 'report'
),
met as (
    select
        s.correction_id,
        r.report_id,
        r.is_current,
        row_number() over (partition by s.correction_id order by r.is_current desc, r.edition desc) as position
    from source_correction as s
    join report as r
        on r.jurisdiction_code = s.jurisdiction_code
        and r.issuer_id = s.issuer_id
        and r.report_type = s.report_type
        and r.report_year = s.year
        and r.state = 'usable'
    left join texts as t on t.document_id = s.document_id and t.report_id = r.report_id
    where case when s.document_id is null then r.is_current else t.report_id is not null end
)
select
    s.*,
    m.report_id,
    case when m.report_id is null then 'not_here' when m.is_current then 'applied' else 'superseded' end as state
from source_correction as s
left join met as m on m.correction_id = s.correction_id and m.position = 1
order by s.correction_id
