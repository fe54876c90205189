-- severity: warn
-- table: quality_finding
-- meaning: 每份报告的质量发现不比上一版本多四分之一以上 · Findings per report are at most a quarter more than in the version before
-- todo: look which finding grew: a rule that reads worse contradicts itself, too
-- needs: base
-- evaluated: select count(*) from base.report
with before as (
    select
        (select count(*) from base.quality_finding) as findings,
        (select count(*) from base.report) as reports
),
now as (
    select
        (select count(*) from quality_finding) as findings,
        (select count(*) from report) as reports
)
select
    b.findings as findings_before,
    b.reports as reports_before,
    n.findings as findings_now,
    n.reports as reports_now
from before as b
cross join now as n
-- Below ten findings, one report with two of them is a quarter.
where n.findings >= 10 and 4 * n.findings * b.reports > 5 * b.findings * n.reports
