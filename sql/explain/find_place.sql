-- 按代码或名称查地 · Places by code or by name: 0 the code or the very name, 1 the full name ends so, 2 it contains it.
with closeness as (
    select
        *,
        case
            when jurisdiction_code = $place or jurisdiction_name = $place or full_name = $place then 0
            when ends_with(full_name, $place) then 1
            when contains(full_name, $place) then 2
        end as closeness
    from dim_jurisdiction
)
select
    jurisdiction_code,
    full_name,
    closeness,
    jurisdiction_code in (select jurisdiction_code from report where is_current) as has_report
from closeness
where closeness is not null and (code_scheme = 'nbs2023' or has_report)
order by closeness, has_report desc, jurisdiction_code
limit 200
