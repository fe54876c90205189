-- severity: warn
-- table: document
-- meaning: 隔离的文件不超过一成 · At most a tenth of the documents is quarantined
-- todo: fazhi reports gives the reasons: most often one collector, one format
select count(*) filter (where state = 'quarantined') as quarantined, count(*) as documents
from document
having quarantined > 0.1 * documents
