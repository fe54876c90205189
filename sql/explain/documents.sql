-- 收到的全部文件及其去向，同一报告的其他文件也在其中 · All documents that came in, and what became of each.
select
    d.file,
    d.kind,
    case
        when d.state <> 'read' then d.state
        when r.state <> 'usable' then r.state
        when not r.is_current then 'superseded'
        when d.document_id <> r.document_id then 'same_report'
        else 'report'
    end as state,
    d.reason,
    r.report_type,
    r.issuer_name,
    r.jurisdiction_code,
    j.full_name as place,
    r.report_year as year,
    r.edition,
    case when r.edition is not null then count(distinct r.report_id) over (
        partition by r.issuer_id, r.report_type, r.report_year
    ) end as editions,
    f.facts,
    d.location_count as locations,
    d.document_id as sha256
from document as d
left join report as r on r.report_id = d.report_id
left join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
left join (
    select report_id, count(*) as facts
    from fact_metric
    where value is not null
    group by report_id
) as f on f.report_id = r.report_id
order by r.report_id is null, r.jurisdiction_code, r.issuer_id, r.report_year, r.edition, d.file
