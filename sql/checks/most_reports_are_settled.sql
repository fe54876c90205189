-- severity: warn
-- table: report
-- meaning: 地名或年度未定的报告不超过一成 · At most a tenth of the reports is of a place or year that is not settled
-- todo: declare their codes in manifest.csv beside the reports, before anybody counts places
select count(*) filter (where state in ('ambiguous_place', 'no_year')) as unsettled, count(*) as reports
from report
having unsettled > 0.1 * reports
