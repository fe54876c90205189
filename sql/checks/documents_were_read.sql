-- severity: warn
-- table: document
-- meaning: 每个文件都已读出 · Every document was read
-- todo: look at the reasons; save such files as .txt or .md in UTF-8
select document_id, file, kind, reason
from document
where state = 'quarantined'
