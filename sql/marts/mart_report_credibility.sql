-- What speaks for and against taking a report at its word: its parts side by side, each with how much could be judged.
-- No score: what weighs how much is for the reader to say.
with judged as (
    select
        e.report_id,
        sum(e.violated_count) filter (where d.severity = 'error') as error_count,
        sum(e.violated_count) filter (where d.severity = 'warning') as warning_count,
        sum(e.violated_count) filter (where d.severity = 'info') as info_count,
        sum(e.violated_count) filter (where d.kind = 'arithmetic') as arithmetic_violated_count,
        sum(e.evaluated_count) filter (where d.kind = 'arithmetic') as arithmetic_evaluated_count,
        sum(e.not_evaluable_count) filter (where d.kind = 'arithmetic') as arithmetic_open_count,
        sum(e.violated_count) filter (where d.kind = 'change') as change_violated_count,
        sum(e.evaluated_count) filter (where d.kind = 'change') as change_evaluated_count,
        sum(e.not_evaluable_count) filter (where d.kind = 'change') as change_open_count,
        sum(e.violated_count) filter (where d.kind = 'repetition') as differing_count,
        sum(e.evaluated_count) filter (where d.kind = 'repetition') as repeated_figure_count,
        sum(e.violated_count) filter (where d.kind = 'year') as year_violated_count,
        sum(e.evaluated_count) filter (where d.kind = 'year') as year_evaluated_count,
        sum(e.violated_count) filter (where d.kind = 'form') as missing_part_count,
        sum(e.evaluated_count) filter (where d.kind = 'form') as prescribed_part_count,
        sum(e.violated_count) filter (where e.finding = 'jump_beyond_peers') as jump_count,
        sum(e.evaluated_count) filter (where e.finding = 'jump_beyond_peers') as jump_evaluated_count
    from quality_evaluation as e
    join dim_finding as d on d.finding = e.finding
    group by e.report_id
)
select
    r.report_id,
    r.jurisdiction_code,
    r.issuer_id,
    r.report_type,
    r.report_year as year,
    r.year_conflict,
    coalesce(columns(j.* exclude (report_id)), 0),
    t.report_before,
    t.sentence_count,
    t.common_count,
    t.own_sentence_count,
    t.repeated_count / nullif(t.own_sentence_count, 0) as repeated_share,
    t.shared_count / nullif(t.own_sentence_count, 0) as shared_share,
    t.pattern_repeated_count / nullif(t.own_pattern_count, 0) as pattern_repeated_share,
    t.pattern_shared_count / nullif(t.own_pattern_count, 0) as pattern_shared_share,
    t.paired_count,
    t.unchanged_count / nullif(t.paired_count, 0) as unchanged_share,
    t.large_count,
    t.round_count / nullif(t.large_count, 0) as round_share
from report as r
left join report_trait as t on t.report_id = r.report_id
left join judged as j on j.report_id = r.report_id
where r.is_current
order by r.jurisdiction_code, r.issuer_id, r.report_type, year
