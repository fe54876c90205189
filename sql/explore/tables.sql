-- 有哪些表，各有何意 · The tables and what they mean.
select table_name, comment from duckdb_tables() where table_name <> '_meta' order by table_name
