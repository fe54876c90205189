-- severity: warning
-- scope: reports
-- kind: change
-- meaning: 所称上年数与上年报告不同 · What is said of the year before is not what that year's report said
-- todo: 看是否说明了口径调整 · see whether a restatement is explained
-- message: {metric}：本报告称上年为{observed}，上年报告为{expected} · {metric}: this report says {observed} for the year before, that year's report said {expected}
select
    t.report_id,
    t.metric,
    t.observation_id,
    r.report_id as other_report_id,
    f.observation_id as other_observations,
    t.restated_value as observed,
    f.value as expected,
    case
        when t.readings = 1
            and t.restated_qualifier = 'exact'
            and f.qualifier = 'exact'
            and f.basis = 'stated_total' then t.restated_value <> f.value
    end as is_violated
from told as t
join report as r
    on r.issuer_id = t.issuer_id and r.report_type = t.report_type and r.report_year = t.year and r.is_current
left join fact_metric as f on f.report_id = r.report_id and f.metric = t.metric
