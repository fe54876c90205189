-- Who should have reported, and what came of it. The first edition tells whether a report was on time.
with named as (
    select
        s.* exclude (bare_name),
        s.issuer_kind in (
            'street_office', 'township_government', 'county_government', 'prefecture_government',
            'provincial_government'
        ) as is_own_government,
        -- As in report.sql: a body is the same one whether or not its name begins with the places above it.
        replace(replace(replace(replace(
            s.bare_name,
            coalesce(a.jurisdiction_name, ' '), ''), coalesce(b.jurisdiction_name, ' '), ''),
            coalesce(c.jurisdiction_name, ' '), ''), coalesce(j.jurisdiction_name, ' '), '') as bare_name
    from source_roster as s
    left join dim_jurisdiction as j on j.jurisdiction_code = s.jurisdiction_code
    left join dim_jurisdiction as a on a.jurisdiction_code = j.province_code
    left join dim_jurisdiction as b on b.jurisdiction_code = j.prefecture_code
    left join dim_jurisdiction as c on c.jurisdiction_code = j.county_code
),
expected as (
    select
        *,
        case
            when is_own_government then jurisdiction_code || '-government'
            else jurisdiction_code || '-' || issuer_kind || '-' || left(md5(bare_name), 8)
        end as issuer_id
    from named
),
came as (
    select
        issuer_id,
        report_type,
        report_year as year,
        max(report_id) filter (where is_current) as report_id,
        arg_min(publish_date, edition) as publish_date,
        min(cast(retrieved_at as date)) as retrieved_on
    from report
    where state = 'usable'
    group by issuer_id, report_type, report_year
)
/* reading */,
-- Papers that were refused, as far as they or their collector tell whose they are.
refused as (
    select
        coalesce(e.jurisdiction_code, l.declared_code) as jurisdiction_code,
        e.issuer_kind,
        coalesce(e.report_year, try_cast(regexp_extract(l.file, '(?:^|[^0-9])(20[0-4][0-9])(?:[^0-9]|$)', 1) as bigint)) as year,
        concat_ws(': ', d.file, d.reason) as reason
    from document as d
    join document_location as l on l.document_id = d.document_id
    left join reading as e on e.document_id = d.document_id and e.outcome = 'not_a_report'
    where d.state <> 'read'
    union all
    select
        unnest(string_split(coalesce(r.jurisdiction_candidates, r.jurisdiction_code), '|')),
        r.issuer_kind,
        r.report_year,
        concat_ws(': ', d.file, r.state)
    from report as r
    join document as d on d.document_id = r.document_id
    where r.state <> 'usable'
),
judged as (
    select
        e.*,
        c.report_id,
        c.publish_date,
        -- Of a month alone it is known only where all of it lies on one side of the due day.
        case
            when length(c.publish_date) = 10 then try_cast(c.publish_date as date)
            when last_day(try_cast(c.publish_date || '-01' as date)) <= e.due_date
                then last_day(try_cast(c.publish_date || '-01' as date))
            when try_cast(c.publish_date || '-01' as date) > e.due_date then try_cast(c.publish_date || '-01' as date)
        end as published_on,
        c.retrieved_on <= e.due_date as was_there,
        (
            select min(f.reason)
            from refused as f
            where f.jurisdiction_code = e.jurisdiction_code
                and coalesce(f.year, e.year) = e.year
                and coalesce(f.issuer_kind, 'other') in ('other', e.issuer_kind)
        ) as refusal
    from expected as e
    left join came as c
        on c.issuer_id = e.issuer_id and c.report_type = e.report_type and c.year = e.year
)
select
    left(md5(concat_ws('|', roster_line, issuer_name, report_type, year)), 20) as expected_id,
    roster_line,
    issuer_name,
    issuer_kind,
    issuer_id,
    jurisdiction_code,
    nullif(array_to_string(jurisdiction_candidates, '|'), '') as jurisdiction_candidates,
    report_type,
    year,
    due_date,
    due_rule,
    case
        when jurisdiction_code is null then 'unresolved'
        when report_id is null and refusal is not null then 'refused'
        when report_id is null then 'missing'
        when published_on <= due_date or (published_on is null and was_there) then 'on_time'
        when published_on is null then 'undated'
        else 'late'
    end as state,
    publish_date,
    case
        when report_id is null then null
        when published_on is not null then 'publish_date'
        when was_there then 'retrieved_at'
    end as judged_by,
    case when report_id is not null and published_on > due_date then datediff('day', due_date, published_on) end as days_late,
    report_id,
    case when report_id is null and jurisdiction_code is not null then refusal end as reason
from judged
order by roster_line
