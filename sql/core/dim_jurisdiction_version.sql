-- Every code and name of any code list that is kept, with the first and the last list that had them.
select
    code as jurisdiction_code,
    first as first_scheme,
    last as last_scheme,
    name as jurisdiction_name,
    level,
    parent as parent_code,
    last = 'nbs2023' as is_in_force
from source_place_version
order by jurisdiction_code, first_scheme
