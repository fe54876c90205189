-- severity: warning
-- scope: report
-- kind: arithmetic
-- meaning: “其中”之数大于其整体 · A part named by 其中 is above its whole
-- todo: 核对原件中的两个数字 · look at both figures in the source
-- message: “其中”{observed}大于整体{expected}（{metric}） · of which {observed}, above the whole of {expected} ({metric})
-- A whole that is read as several metrics counts once, with its largest value.
select
    p.report_id,
    p.metric,
    w.metric as other_metric,
    p.observation_id,
    w.observation_id as other_observations,
    p.value as observed,
    w.value as expected,
    case
        when p.qualifier = 'exact' and w.qualifier = 'exact' and coalesce(pw.kind, p.unit) = coalesce(ww.kind, w.unit)
            then p.value > w.value
    end as is_violated
from observation as p
join observation as w
    on w.report_id = p.report_id and w.start_offset = p.of_which_start and w.metric = p.of_which
left join source_measure_word as pw on pw.word = p.unit
left join source_measure_word as ww on ww.word = w.unit
where p.metric is not null
qualify row_number() over (partition by p.observation_id order by w.value desc, w.observation_id) = 1
