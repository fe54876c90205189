-- severity: info
-- scope: report
-- kind: reading
-- meaning: 版本先后无法判定 · Nothing tells the order of the editions
-- todo: 在清单中补充取得时间 · add the time of retrieval to the manifest
-- message: 第{observed}版，先后无从判定 · edition {observed}, in an order that nothing tells
select report_id, edition as observed, publish_date as detail, edition_rule = 'same_run' as is_violated
from report
