-- severity: warning
-- scope: report
-- kind: reading
-- meaning: 人工提示存疑 · Flagged by hand
-- todo: 看理由 · read the reason
-- message: {metric}（{observed}）经人工提示：{detail} · {metric} ({observed}) was flagged: {detail}
select f.report_id, f.metric, f.value as observed, c.reason as detail, c.action = 'flag' as is_violated
from fact_metric as f
join correction as c on c.correction_id = f.correction_id
