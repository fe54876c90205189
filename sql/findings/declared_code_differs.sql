-- severity: warning
-- scope: report
-- kind: reading
-- meaning: 清单申报的代码与正文不符 · The declared code is not what the text says
-- todo: 改正清单或核对正文 · mend the manifest, or look at the text
-- message: 清单申报{detail}，正文所指为另一地 · declared as {detail}, the text speaks of another place
select distinct
    r.report_id,
    l.declared_code as detail,
    l.declared_code <> coalesce(r.jurisdiction_code, '') as is_violated
from report as r
join document_location as l on l.document_id = r.document_id
