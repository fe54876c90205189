create table document (document_id varchar, file varchar, kind varchar, state varchar, reason varchar);
-- case: holds
insert into document values ('d1', 'a.txt', 'text', 'read', null), ('d2', 'b.txt', 'text', 'not_a_report', 'a notice'),
    ('d3', 'c.txt', 'text', 'held', 'held by an office: wrong year');
-- case: violates 1
insert into document values ('d1', 'a.txt', 'text', 'read', null), ('d2', 'b.pdf', 'pdf', 'quarantined', 'a scan');
-- case: not_evaluable
