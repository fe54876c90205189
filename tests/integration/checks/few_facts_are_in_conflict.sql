create table fact_metric (metric integer, is_contested boolean);
-- case: holds
insert into fact_metric select n, n = 1 from range(10) as t (n);
-- case: violates 1
insert into fact_metric select n, n <= 1 from range(10) as t (n);
-- case: not_evaluable
