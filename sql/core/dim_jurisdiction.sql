-- A place with all places above it. Some counties stand directly below a province: no prefecture then. A code that
-- the newest list does not have stands here as the last list had it.
select
    p.code as jurisdiction_code,
    p.scheme as code_scheme,
    p.name as jurisdiction_name,
    p.level,
    p.parent as parent_code,
    case 'province'
        when p.level then p.code when a.level then a.code when b.level then b.code when c.level then c.code
    end as province_code,
    case 'prefecture'
        when p.level then p.code when a.level then a.code when b.level then b.code when c.level then c.code
    end as prefecture_code,
    case 'county'
        when p.level then p.code when a.level then a.code when b.level then b.code when c.level then c.code
    end as county_code,
    concat(c.name, b.name, a.name, p.name) as full_name
from source_place as p
left join source_place as a on a.code = p.parent
left join source_place as b on b.code = a.parent
left join source_place as c on c.code = b.parent
order by jurisdiction_code
