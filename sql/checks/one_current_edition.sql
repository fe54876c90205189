-- severity: abort
-- table: report
-- meaning: 每个机关每年恰有一个现行版本 · Of the editions of an issuer's year exactly one is current
-- todo: look at sql/core/report.sql
-- evaluated: select count(*) from report where state = 'usable'
select jurisdiction_code, issuer_id, report_type, report_year, count(*) as editions
from report
where state = 'usable'
group by jurisdiction_code, issuer_id, report_type, report_year
having count(*) filter (where is_current) <> 1
