-- 草稿中的矛盾 · What the rules of sql/findings find in the draft. Those about collecting, not writing, are left out.
select
    q.finding,
    q.severity,
    q.metric,
    q.sentence,
    q.start_offset as start,
    q.sentence_start,
    q.sentence_end,
    q.message_zh,
    q.message_en,
    d.todo_zh,
    d.todo_en
from quality_finding as q
join dim_finding as d on d.finding = q.finding
where q.report_id = $draft
    and q.finding not in (
        'year_from_file_name', 'declared_code_differs', 'editions_in_no_order', 'published_years_late', 'flagged_by_hand'
    )
order by q.sentence_start nulls first, q.start_offset, q.finding, q.metric, q.finding_id
