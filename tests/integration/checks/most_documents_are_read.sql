create table document (document_id integer, state varchar);
-- case: holds
insert into document select n, case when n = 1 then 'quarantined' else 'read' end from range(1, 11) as t (n);
-- case: violates 1
insert into document select n, case when n <= 2 then 'quarantined' else 'read' end from range(1, 11) as t (n);
-- case: not_evaluable
