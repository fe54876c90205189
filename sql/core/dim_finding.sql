-- The rules of sql/findings, as their headers tell them.
select finding, severity, scope, kind, meaning_zh, meaning_en, todo_zh, todo_en
from source_finding
order by finding
