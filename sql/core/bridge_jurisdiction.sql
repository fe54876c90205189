-- Where each code and name leads in the newest list: to itself, or to the successor that a rule found.
select
    v.jurisdiction_code as old_code,
    v.first_scheme,
    v.last_scheme,
    v.jurisdiction_name as old_name,
    n.jurisdiction_code as new_code,
    n.jurisdiction_name as new_name,
    coalesce(b.rule, 'unchanged') as rule,
    coalesce(b.confidence, 1) as confidence
from dim_jurisdiction_version as v
left join source_place_bridge as b on b.code = v.jurisdiction_code and b.first = v.first_scheme
join dim_jurisdiction_version as n
    on n.is_in_force
    and n.jurisdiction_code = case when v.is_in_force then v.jurisdiction_code else b.successor end
order by old_code, v.first_scheme
