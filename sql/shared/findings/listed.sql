-- The parts that one enumeration lists of one whole, two or more: their sum, and whether they are set side by side.
with wholes as (
    select report_id, start_offset, end_offset, metric, value, unit, qualifier, observation_id
    from observation
    where metric is not null
    qualify row_number() over (partition by report_id, start_offset order by confidence desc, observation_id) = 1
),
parts as (
    select distinct on (p.report_id, p.start_offset)
        p.report_id,
        p.of_which_start,
        p.start_offset,
        p.end_offset,
        p.value,
        p.unit,
        p.qualifier,
        p.sentence_start,
        p.observation_id,
        substr(p.sentence, w.end_offset - p.sentence_start + 1, p.start_offset - w.end_offset) as words_from_whole,
        substr(p.sentence, p.end_offset - p.sentence_start + 1, 6) as words_after
    from observation as p
    join wholes as w on w.report_id = p.report_id and w.start_offset = p.of_which_start
    where w.start_offset >= p.sentence_start
    order by p.report_id, p.start_offset, p.confidence desc, p.observation_id
),
beside as (
    select
        *,
        substr(
            words_from_whole,
            length(words_from_whole) - (start_offset - lag(end_offset) over list) + 1
        ) as words_between
    from parts
    window list as (partition by report_id, of_which_start order by start_offset)
)
select
    w.report_id,
    w.metric,
    w.observation_id,
    w.value as whole,
    sum(b.value) as parts,
    string_agg(b.observation_id, '|' order by b.start_offset) as other_observations,
    string_agg(format('{:.15g}', b.value), ' + ' order by b.start_offset) as detail,
    w.qualifier = 'exact'
        and bool_and(b.qualifier = 'exact' and b.unit is not distinct from w.unit)
        and bool_and(words_between is null or regexp_matches(words_between, '^[^，,；;。（）()]{0,3}[、和及与]'))
        as is_enumerated,
    regexp_matches(min_by(b.words_from_whole, b.start_offset), '^.{0,2}[，,（(]?(可|共)?分为')
        and not contains(max_by(b.words_after, b.start_offset), '等') as is_divided
from beside as b
join wholes as w on w.report_id = b.report_id and w.start_offset = b.of_which_start
group by w.report_id, w.metric, w.observation_id, w.value, w.qualifier
having count(*) > 1
