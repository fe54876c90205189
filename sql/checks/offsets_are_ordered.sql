-- severity: abort
-- table: observation
-- meaning: 起止位置有序且与数字原文等长 · Offsets are in order and as long as the number they quote
-- todo: the extractor gave offsets that do not quote the text: report it with the document
select observation_id, report_id, start_offset, end_offset, text
from observation
where end_offset <= start_offset or length(text) <> end_offset - start_offset
