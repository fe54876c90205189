-- 已发布者的概况 · What is published, in one row.
select
    (select content from _meta where name = 'built_at') as built_at,
    (select count(*) from report where is_current) as reports,
    (select count(distinct jurisdiction_code) from report where is_current) as places,
    (select count(*) from fact_metric where value is not null) as figures,
    (select min(report_year) from report where is_current) as first_year,
    (select max(report_year) from report where is_current) as last_year
