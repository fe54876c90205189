-- The columns that a rule may select, with their types, and no row.
select
    null::varchar as finding,
    null::varchar as report_id,
    null::varchar as metric,
    null::varchar as other_metric,
    null::varchar as relation,
    null::double as observed,
    null::double as expected,
    null::double as tolerance,
    null::varchar as detail,
    null::varchar as detail_zh,
    null::varchar as detail_en,
    null::varchar as observation_id,
    null::varchar as other_observations,
    null::varchar as other_report_id,
    null::boolean as is_violated
where false
