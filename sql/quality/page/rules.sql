-- 每条核对规则及其核对结果 · Every rule with what came of it over all reports.
with summed as (
    select
        finding,
        sum(evaluated_count)::bigint as evaluated,
        sum(violated_count)::bigint as violated,
        sum(not_evaluable_count)::bigint as not_evaluable
    from quality_evaluation
    group by finding
)
select
    d.finding,
    d.severity,
    d.meaning_zh,
    d.meaning_en,
    d.todo_zh,
    d.todo_en,
    coalesce(s.evaluated, 0) as evaluated,
    coalesce(s.violated, 0) as violated,
    coalesce(s.not_evaluable, 0) as not_evaluable
from dim_finding as d
left join summed as s on s.finding = d.finding
order by coalesce(s.violated, 0) desc, array_position(['error', 'warning', 'info'], d.severity), d.finding
