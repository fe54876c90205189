"""Every statement of sql/ can be read by a parser that is not DuckDB's, and by DuckDB itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot

from warehouse.checks import load_checks, registry_checks
from warehouse.registry import TABLES
from warehouse.statements import FOLDER, read_statement

FILES = sorted(FOLDER.rglob("*.sql"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_the_statement_is_one_select_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    (statement,) = sqlglot.parse(text, dialect="duckdb")
    assert isinstance(statement, sqlglot.exp.Query)
    assert text.startswith("-- ")


def test_every_statement_of_a_table_is_there_and_every_one_there_is_a_tables() -> None:
    used = {table.sql for table in TABLES.values()}
    found = {path.relative_to(FOLDER).as_posix() for path in FILES}
    assert used == {name for name in found if name.split("/")[0] in ("core", "facts", "marts")}


def test_generated_text_goes_where_the_statement_has_a_place_for_it() -> None:
    filled = read_statement("facts/fact_family.sql", {"values": "1 as one"})
    assert "r.report_id\n    , 1 as one" in filled
    with pytest.raises(ValueError, match="no place"):
        read_statement("facts/fact_metric.sql", {"values": "1 as one"})


def test_every_check_says_what_it_means_and_what_to_do() -> None:
    for check in [*load_checks(), *registry_checks()]:
        assert " · " in check.meaning, check.name
        assert check.todo, check.name
        assert check.severity in ("abort", "warn")
