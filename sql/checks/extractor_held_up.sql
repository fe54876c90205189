-- severity: abort
-- table: document
-- meaning: 抽取程序未大面积出错 · The extractor did not break on most of the documents
-- todo: this is a fault of the extractor, not of the reports: look at the reasons
-- evaluated: select count(*) from document where character_count is not null
select reason, count(*) as documents
from document
where character_count is not null and state = 'quarantined' and starts_with(reason, 'the extractor')
group by reason
having count(*) > 0.5 * (select count(*) from document where character_count is not null)
