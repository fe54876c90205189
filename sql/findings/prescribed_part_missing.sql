-- severity: info
-- scope: report
-- kind: form
-- meaning: 规定应写的部分，文中毫无提及 · A part that such a report must have is told of in no words
-- todo: 看报告是否被截断 · see whether the report was cut
-- message: 缺少规定内容：{detail} · missing: {detail}
-- Too short a text lacks more than parts: it is not judged. No row where nothing is prescribed for the family.
select
    s.report_id,
    p.part as detail,
    p.name_zh as detail_zh,
    p.name_en as detail_en,
    list_contains(s.missing_parts, p.part) as is_violated
from report as r
join lake_signature as s
    on s.report_id = r.report_id and s.document_id = r.document_id and s.extractor_version = r.extractor_version
join source_prescribed_part as p on p.family = r.report_type
