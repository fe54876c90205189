-- Places and years that had facts, and have none any more.
select b.jurisdiction_code, b.year, count(*) as facts
from older.fact_metric as b
where b.value is not null
    and not exists (
        select 1
        from newer.fact_metric as n
        where n.value is not null and n.jurisdiction_code = b.jurisdiction_code and n.year = b.year
    )
group by b.jurisdiction_code, b.year
order by b.jurisdiction_code, b.year
