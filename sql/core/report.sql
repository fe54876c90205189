-- One row an edition. The same text in two files is one report and stands under the file that came first.
with seen as (
    select d.document_id, min(d.first_run) as first_run, min(l.file) as file
    from lake_document as d
    join document_location as l on l.document_id = d.document_id
    group by d.document_id
)
/* reading */,
heads as (
    select r.* exclude (first_run), s.first_run, h.document_id is not null as is_held
    from lake_report as r
    join reading as e on e.document_id = r.document_id and e.extractor_version = r.extractor_version
    join seen as s on s.document_id = r.document_id
    left join source_hold as h on h.document_id = r.document_id
    where e.outcome = 'report'
    -- A text is out once every file that has it is held.
    qualify row_number() over (
        partition by r.report_id order by h.document_id is not null, s.first_run, s.file, r.document_id
    ) = 1
),
locations as (
    select h.report_id, l.document_id <> h.document_id as is_other, l.*
    from heads as h
    join reading as e on e.report_id = h.report_id and e.outcome = 'report'
    join document_location as l on l.document_id = e.document_id
),
-- A year in the name of the file, where it is one alone and no part of a date.
file_years as (
    select report_id, any_value(name_year) as name_year
    from (
        select
            report_id,
            unnest(regexp_extract_all(
                regexp_replace(
                    regexp_extract(file, '[^/]*$'),
                    '20[0-9]{2}([-_.年/]?(0[1-9]|1[0-2])|[-_.年/][1-9])([-_.月]?[0-9]{1,2})?([^0-9]|$)', ' ', 'g'
                ),
                '(?:^|[^0-9])(20[0-4][0-9])(?:[^0-9]|$)', 1
            )) as name_year
        from locations
    ) as y
    group by report_id
    having count(distinct name_year) = 1
),
-- What the manifest says of any file with this text; of the one that the report stands under before others.
origins as (
    select
        report_id,
        arg_min(source_url, (is_other, file)) as source_url,
        min(retrieved_at) as retrieved_at,
        arg_min(declared_code, (is_other, file)) as declared_code
    from locations
    group by report_id
),
-- What the collector declared counts where the text leaves the place open, and does not rule it out.
placed as (
    select
        h.*,
        o.source_url,
        o.retrieved_at,
        coalesce(h.report_type, 'rule_of_law') as family,
        try_cast(y.name_year as bigint) as name_year,
        case
            when len(h.jurisdiction_candidates) = 0
                or list_contains(h.jurisdiction_candidates, o.declared_code) then o.declared_code
        end as declared,
        coalesce(h.jurisdiction_code, declared, c.jurisdiction_code) as code,
        case
            when h.jurisdiction_code is not null then []
            when declared is not null then ['manifest']
            else coalesce(c.evidence, [])
        end as told_by,
        h.issuer_kind in (
            'street_office', 'township_government', 'county_government', 'prefecture_government',
            'provincial_government'
        ) as is_own_government
    from heads as h
    left join origins as o on o.report_id = h.report_id
    -- What publisher and address say where the text leaves the place open.
    left join source_origin_place as c
        on c.report_id = h.report_id and c.extractor_version = h.extractor_version
    left join file_years as y on y.report_id = h.report_id
),
-- The name that the collector gave the file speaks last: where the text tells no year at all.
dated as (
    select
        p.* exclude (report_year),
        coalesce(p.report_year, p.name_year) as report_year,
        p.report_year is null and p.name_year is not null as is_named
    from placed as p
),
resolved as (
    select
        p.*,
        j.jurisdiction_code is not null as has_place,
        j.code_scheme,
        coalesce(p.report_year between 1990 and 2100, false) as has_year,
        -- A department is the same one whether or not its name begins with the names of the places above it.
        replace(replace(replace(replace(
            coalesce(p.issuer_name, ''),
            coalesce(a.jurisdiction_name, ' '), ''), coalesce(b.jurisdiction_name, ' '), ''),
            coalesce(c.jurisdiction_name, ' '), ''), coalesce(j.jurisdiction_name, ' '), '') as bare_name
    from dated as p
    left join dim_jurisdiction as j on j.jurisdiction_code = p.code
    left join dim_jurisdiction as a on a.jurisdiction_code = j.province_code
    left join dim_jurisdiction as b on b.jurisdiction_code = j.prefecture_code
    left join dim_jurisdiction as c on c.jurisdiction_code = j.county_code
),
identified as (
    select
        *,
        case
            when is_held then 'held'
            when not has_place then 'ambiguous_place'
            when not has_year then 'no_year'
            else 'usable'
        end as state,
        case
            when not has_place then null
            when is_own_government then code || '-government'
            else code || '-' || issuer_kind || '-' || left(md5(bare_name), 8)
        end as issuer_id
    from resolved
),
ordered as (
    select
        *,
        count(*) over same as editions,
        -- Dates decide only where every edition has one: the day of publication, else the first retrieval; else
        -- the run that saw an edition first. An old edition that comes again is older still.
        case when count(publish_date) over same = count(*) over same then publish_date end as deciding_date,
        case when count(retrieved_at) over same = count(*) over same then retrieved_at end as deciding_retrieval
    from identified
    window same as (partition by code, issuer_id, family, report_year, state)
),
numbered as (
    select
        *,
        row_number() over edition_order as position,
        lag(deciding_date) over edition_order as date_before,
        lag(deciding_retrieval) over edition_order as retrieval_before,
        lag(first_run) over edition_order as run_before
    from ordered
    window edition_order as (
        partition by code, issuer_id, family, report_year, state
        order by deciding_date, deciding_retrieval, first_run, report_id
    )
)
select
    report_id,
    document_id,
    family as report_type,
    state,
    title,
    issuer_name,
    issuer_kind,
    issuer_id,
    is_own_government,
    case when has_place then code end as jurisdiction_code,
    coalesce(code_scheme, 'nbs2023') as code_scheme,
    nullif(array_to_string(jurisdiction_candidates, '|'), '') as jurisdiction_candidates,
    nullif(array_to_string(list_concat(jurisdiction_evidence, told_by), '|'), '') as jurisdiction_evidence,
    case when has_year then report_year end as report_year,
    nullif(array_to_string(
        case when is_named then list_append(year_evidence, 'file_name:' || name_year) else year_evidence end, '|'
    ), '') as year_evidence,
    coalesce(year_conflict, false) as year_conflict,
    publish_date,
    case when state = 'usable' then position end as edition,
    case
        when state <> 'usable' then null
        when editions = 1 then 'only_edition'
        when position = 1 then null
        when deciding_date > date_before then 'later_publish_date'
        when deciding_retrieval > retrieval_before then 'later_retrieval'
        when first_run > run_before then 'later_first_run'
        else 'same_run'
    end as edition_rule,
    state = 'usable' and position = editions as is_current,
    source_url,
    retrieved_at,
    extractor_version,
    first_run
from numbered
order by report_id
