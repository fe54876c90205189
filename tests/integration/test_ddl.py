"""The statements for PostgreSQL in a server of that name, and an export carried into its tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.postgres import Server, program, server
from warehouse.export.folder import export
from warehouse.home import Home
from warehouse.registry import TABLES
from warehouse.registry.dialects import script


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A server with the tables of the registry."""
    if not all(program(name) for name in ("initdb", "pg_ctl", "psql")):
        missing("needs a PostgreSQL server (apt-get install postgresql)")
    with server() as running:
        yield running


@pytest.mark.slow
def test_postgres_takes_the_tables_and_an_export_whole(
    postgres: Server, sample_home: Path, tmp_path: Path
) -> None:
    statements = tmp_path / "tables.sql"
    statements.write_text(script("postgres"), encoding="utf-8")
    postgres.ask(file=statements)
    export(Home.at(sample_home), tmp_path / "out")
    told = comments_in(postgres)
    for table in TABLES.values():
        source = tmp_path / "out" / "csv" / f"{table.name}.csv"
        header, *rows = csv.reader(source.read_text(encoding="utf-8").splitlines(keepends=True))
        listed = ", ".join(f'"{name}"' for name in header)
        postgres.ask(f"\\copy {table.name} ({listed}) from '{source}' (format csv, header)")
        assert int(postgres.ask(f"select count(*) from {table.name}")) == len(rows), table.name
        assert told[table.name] == table.comment
        assert {c.name: told[f"{table.name}.{c.name}"] for c in table.columns} == {
            c.name: c.comment for c in table.columns
        }
    assert int(postgres.ask("select count(*) from fact_metric")) > 100


@pytest.mark.slow
def test_the_key_keeps_a_second_row_of_the_same_key_out(postgres: Server) -> None:
    insert = "insert into dim_year values (2199, 1, 1)"
    postgres.ask(insert)
    with pytest.raises(AssertionError, match="duplicate key"):
        postgres.ask(insert)


def comments_in(postgres: Server) -> dict[str, str]:
    """What the server says of each table, and of each table.column."""
    rows = postgres.ask(
        "select c.relname || coalesce('.' || a.attname, ''), d.description from pg_description d"
        " join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass"
        " join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'"
        " left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0"
    )
    return dict(row.split("|", 1) for row in rows.splitlines())
