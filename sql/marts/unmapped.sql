-- What reports count and the catalogue does not: the list of metrics to add next. Labels are grouped by their
-- head: the longest ending that labels of several reports share, for it is the end of a phrase that is counted.
with label as (
    select
        o.observation_id,
        o.report_id,
        r.jurisdiction_code,
        o.sentence,
        coalesce(o.unit, '') as unit,
        coalesce(
            nullif(
                regexp_replace(
                    o.subset,
                    '^[一二三四五六七八九十]是|(只|仅|约|均|平均|分别|各|共|达|有|到|至少|至多|超过|不足)+$',
                    '',
                    'g'
                ),
                ''
            ),
            o.subset
        ) as label
    from observation as o
    join report as r on r.report_id = o.report_id
    where o.metric is null and o.status in ('actual', 'negated_zero') and r.is_current
        and o.subset <> '＊＊' -- a person: no metric to come
),
ending as (
    select observation_id, report_id, unit, right(label, size) as head, size
    from label, unnest(range(2, 11)) as sizes (size)
    where size <= length(label)
),
shared as (
    select unit, head, any_value(size) as size
    from ending
    group by unit, head
    having count(distinct report_id) > 1
),
headed as (
    select ending.observation_id, arg_max(shared.head, shared.size) as head
    from ending
    join shared on shared.unit = ending.unit and shared.head = ending.head
    group by ending.observation_id
)
select
    coalesce(headed.head, label.label) as counted,
    label.unit,
    count(*) as observation_count,
    count(distinct label.report_id) as report_count,
    count(distinct label.jurisdiction_code) as place_count,
    (list(label.observation_id order by length(label.sentence), label.observation_id))[1] as observation_id,
    (list(label.sentence order by length(label.sentence), label.observation_id))[1] as example
from label
left join headed on headed.observation_id = label.observation_id
group by counted, label.unit
order by report_count desc, observation_count desc, counted, unit
