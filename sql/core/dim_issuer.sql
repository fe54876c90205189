-- A body under the name that its latest report gives it.
select
    issuer_id,
    min(jurisdiction_code) as jurisdiction_code,
    arg_max(issuer_kind, (report_year, edition)) as issuer_kind,
    arg_max(issuer_name, (report_year, edition)) as issuer_name,
    bool_or(is_own_government) as is_own_government
from report
where state = 'usable'
group by issuer_id
order by issuer_id
