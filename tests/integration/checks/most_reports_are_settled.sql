create table report (report_id integer, state varchar);
-- case: holds
insert into report select n, case when n = 1 then 'no_year' when n = 2 then 'held' else 'usable' end
from range(1, 11) as t (n);
-- case: violates 1
insert into report select n, case when n <= 2 then 'ambiguous_place' else 'usable' end from range(1, 11) as t (n);
-- case: not_evaluable
