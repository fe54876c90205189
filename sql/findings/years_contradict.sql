-- severity: warning
-- scope: report
-- kind: year
-- meaning: 标题、首句、小标题或日期所指年度不一 · Title, first sentence, headings or date name different years
-- todo: 看是否沿用上年文本 · see whether last year's text was used again
-- message: 报告年度取{observed}，但文中另有说法：{detail} · taken for {observed}, but the text also says {detail}
select report_id, report_year as observed, year_evidence as detail, year_conflict as is_violated
from report
