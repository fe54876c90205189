-- 数据湖中的正文 · The text of one document, as it lies in the lake.
select text from read_parquet($parts) where document_id = $document_id limit 1
