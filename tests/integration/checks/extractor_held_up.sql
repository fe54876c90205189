create table document (document_id varchar, character_count bigint, state varchar, reason varchar);
-- case: holds
insert into document values ('d1', 900, 'read', null), ('d2', 900, 'quarantined', 'the extractor raised KeyError'),
    ('d3', null, 'quarantined', 'a scan'), ('d4', null, 'quarantined', 'a scan');
-- case: violates 1
insert into document values ('d1', 900, 'quarantined', 'the extractor raised KeyError'),
    ('d2', 900, 'quarantined', 'the extractor raised KeyError'), ('d3', 900, 'read', null);
-- case: not_evaluable
insert into document values ('d1', null, 'quarantined', 'a scan');
