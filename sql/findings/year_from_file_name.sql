-- severity: info
-- scope: report
-- kind: year
-- meaning: 年度只见于文件名 · The year is told by the file name alone
-- todo: 核对年度 · make sure of the year
-- message: 正文未写年度，按文件名取{observed} · the text names no year; the file name says {observed}
select report_id, report_year as observed, year_evidence as detail, contains(year_evidence, 'file_name:') as is_violated
from report
