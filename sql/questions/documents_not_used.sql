-- 哪些文件没有成为报告，为什么？ · Which documents did not become a report, and why?
select file, kind, state, reason
from document
where state <> 'read'
order by file
