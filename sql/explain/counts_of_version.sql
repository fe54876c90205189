-- What a version holds, for the metrics of a monitor: documents by state, facts, findings by severity.
select 'documents' as name, state as label, count(*) as number from document group by state
union all
select 'facts', basis, count(*) from fact_metric where value is not null group by basis
union all
select 'reports', state, count(*) from report group by state
union all
select 'findings', severity, count(*) from quality_finding group by severity
order by name, label
