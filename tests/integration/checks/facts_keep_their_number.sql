create table fact_metric (metric varchar, year bigint, value double);
create table base.fact_metric (metric varchar, year bigint, value double);
-- case: holds
insert into base.fact_metric select 'fine_amount', 2024, n from range(10) as t (n);
insert into fact_metric select 'fine_amount', 2024, n from range(8) as t (n);
-- case: violates 2
insert into base.fact_metric select 'fine_amount', 2023 + n % 2, n from range(20) as t (n);
insert into fact_metric select 'fine_amount', 2024, n from range(7) as t (n);
insert into fact_metric values ('inspection_count', 2024, null);
-- case: warns 1
insert into base.fact_metric select 'fine_amount', 2024, n from range(9) as t (n);
insert into fact_metric values ('fine_amount', 2025, 1);
-- case: not_evaluable
insert into fact_metric values ('fine_amount', 2024, 1);
