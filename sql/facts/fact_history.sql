-- What was known when: the cells of every edition, as each extractor read them, with the time from and to which that
-- was the last word. Nothing is taken out of it: neither a later edition nor a correction erases what stood before.
with spoken as (
    select
        s.report_id,
        s.extractor_version,
        s.first_run,
        row_number() over (partition by s.report_id order by s.first_run, s.extractor_version) as turn,
        s.report_id || '/' || s.extractor_version as reading
    from report_seen as s
),
-- An edition is the last word from the run that first read it until one read a later edition.
editions as (
    select
        r.report_id,
        min(s.first_run) as from_run,
        min(min(s.first_run)) over (
            partition by r.jurisdiction_code, r.issuer_id, r.report_type, r.report_year
            order by r.edition rows between 1 following and unbounded following
        ) as to_run
    from report as r
    join spoken as s on s.report_id = r.report_id
    where r.state = 'usable'
    group by r.report_id, r.jurisdiction_code, r.issuer_id, r.report_type, r.report_year, r.edition
),
words as (
    select s.*, lead(s.first_run) over (partition by s.report_id order by s.turn) as next_run
    from spoken as s
),
readable as (
    select w.reading, o.* exclude (report_id)
    from observation as o
    join words as w on w.report_id = o.report_id and w.next_run is null
    union all by name
    select
        w.reading,
        o.* exclude (report_id, document_id, extractor_version, period_start, period_end, text, sentence, section,
            sentence_start, sentence_end),
        try_cast(o.period_start as date) as period_start,
        try_cast(o.period_end as date) as period_end
    from lake_observation as o
    join words as w
        on w.report_id = o.report_id and w.extractor_version = o.extractor_version and w.next_run is not null
    join report as r on r.report_id = o.report_id and r.document_id = o.document_id
),
eligible as (
    select o.*
    from readable as o
    join words as w on w.reading = o.reading
    join report as r on r.report_id = w.report_id
    join dim_metric as m on m.metric = o.metric
    where o.value is not null
        and o.status in ('actual', 'negated_zero')
        and o.scope = 'own'
        and coalesce(year(o.period_start), r.report_year) = r.report_year
        and coalesce(year(o.period_end), r.report_year) = r.report_year
)
/* roles */
/* cells */,
-- Readings that say the same one after the other are one row.
compared as (
    select
        w.report_id,
        w.turn,
        w.first_run,
        w.next_run,
        w.extractor_version,
        c.*,
        lag(w.turn) over told is distinct from w.turn - 1
            or lag(struct_pack(v := c.value, q := c.qualifier, b := c.basis, r := c.missing_reason)) over told
                is distinct from struct_pack(v := c.value, q := c.qualifier, b := c.basis, r := c.missing_reason)
            as is_new
    from cells as c
    join words as w on w.reading = c.reading
    window told as (partition by w.report_id, c.metric order by w.turn)
),
stretches as (
    select *, count(*) filter (where is_new) over (partition by report_id, metric order by turn) as stretch
    from compared
),
held as (
    select
        report_id,
        metric,
        arg_min(extractor_version, turn) as extractor_version,
        arg_max(struct_pack(
            value := value, unit := unit, qualifier := qualifier, basis := basis,
            missing_reason := missing_reason, rule := rule, observation_id := observation_id
        ), turn) as cell,
        min(first_run) as from_run,
        case when count(next_run) = count(*) then max(next_run) end as to_run
    from stretches
    group by report_id, metric, stretch
),
timed as (
    select
        h.report_id,
        h.metric,
        h.extractor_version,
        h.cell,
        run_time(greatest(h.from_run, e.from_run)) as valid_from,
        run_time(least(h.to_run, e.to_run)) as valid_to
    from held as h
    join editions as e on e.report_id = h.report_id
    where coalesce(h.to_run > e.from_run, true) and coalesce(e.to_run > greatest(h.from_run, e.from_run), true)
),
-- By hand: from the day of the correction on, beside what the machine had said until then.
by_hand as (
    select k.*, greatest(run_time(e.from_run), cast(k.made_on as timestamp)) as valid_from, run_time(e.to_run) as valid_to
    from correction as k
    join editions as e on e.report_id = k.report_id
    where coalesce(run_time(e.to_run) > cast(k.made_on as timestamp), true)
),
rows_in_time as (
    select
        t.report_id,
        t.metric,
        t.extractor_version,
        t.cell.value as value,
        t.cell.unit as unit,
        t.cell.qualifier as qualifier,
        t.cell.basis as basis,
        t.cell.missing_reason as missing_reason,
        t.cell.rule as rule,
        t.cell.observation_id as observation_id,
        t.cell.value as machine_value,
        '' as correction_id,
        t.valid_from,
        least(t.valid_to, k.valid_from) as valid_to
    from timed as t
    left join by_hand as k on k.report_id = t.report_id and k.metric = t.metric
    where coalesce(k.valid_from > t.valid_from, true)
    union all by name
    select
        k.report_id,
        k.metric,
        coalesce(t.extractor_version, '') as extractor_version,
        case k.action when 'override' then k.value when 'drop' then null else t.cell.value end as value,
        coalesce(t.cell.unit, case when k.action = 'override' then m.canonical_unit end) as unit,
        case k.action when 'override' then k.qualifier else t.cell.qualifier end as qualifier,
        case k.action when 'override' then 'stated_total' when 'drop' then null else t.cell.basis end as basis,
        case k.action
            when 'drop' then 'withdrawn'
            when 'override' then null
            else coalesce(t.cell.missing_reason, 'not_mentioned')
        end as missing_reason,
        case when k.action in ('override', 'drop') then 'corrected' else coalesce(t.cell.rule, 'corrected') end as rule,
        t.cell.observation_id as observation_id,
        t.cell.value as machine_value,
        k.correction_id,
        k.valid_from,
        k.valid_to
    from by_hand as k
    join dim_metric as m on m.metric = k.metric
    left join timed as t
        on t.report_id = k.report_id and t.metric = k.metric and t.valid_to is not distinct from k.valid_to
)
select
    r.jurisdiction_code,
    r.issuer_id,
    r.report_type,
    r.report_year as year,
    h.metric,
    h.value,
    h.unit,
    h.qualifier,
    h.basis,
    case when h.value is null then h.missing_reason end as missing_reason,
    h.rule,
    h.observation_id,
    h.machine_value,
    nullif(h.correction_id, '') as correction_id,
    r.report_id,
    h.extractor_version,
    h.correction_id <> '' as is_corrected,
    h.valid_from,
    h.valid_to
from rows_in_time as h
join report as r on r.report_id = h.report_id
order by r.jurisdiction_code, r.issuer_id, r.report_type, year, h.metric, r.edition, is_corrected, h.extractor_version
