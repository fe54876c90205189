-- severity: warn
-- table: report
-- meaning: 每份报告的地名与年度均已确定 · The place and the year of every report are settled; those that are not yield no facts
-- todo: declare the code in manifest.csv beside the reports
select report_id, state, title, issuer_name, jurisdiction_candidates
from report
where state in ('ambiguous_place', 'no_year')
