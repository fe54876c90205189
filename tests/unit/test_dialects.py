"""The published tables told to other databases: what a parser and DuckDB itself make of the statements."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from dagster_project.cli import COMMANDS, main
from warehouse.registry import TABLES
from warehouse.registry.dialects import DIALECTS, script
from warehouse.registry.loader import RegistryError

TABLE = TABLES["fact_disputes"]
EVERY = sorted(DIALECTS)


def parsed(dialect: str) -> list[exp.Expression]:
    """What the parser reads in the whole script; it raises where it cannot read all of it."""
    found = sqlglot.parse(script(dialect), dialect=dialect, error_level=sqlglot.ErrorLevel.RAISE)
    return [statement for statement in found if statement is not None]


def created(dialect: str) -> dict[str, exp.Create]:
    """The tables of a script, by name."""
    return {s.this.this.name: s for s in parsed(dialect) if isinstance(s, exp.Create)}


@pytest.mark.parametrize("dialect", EVERY)
def test_a_parser_finds_every_table_with_its_columns_and_nothing_it_does_not_know(dialect: str) -> None:
    assert {type(statement) for statement in parsed(dialect)} <= {exp.Create, exp.Comment}
    tables = created(dialect)
    assert list(tables) == list(TABLES)
    for name, statement in tables.items():
        columns = {column.name for column in statement.this.find_all(exp.ColumnDef)}
        assert columns == {column.name for column in TABLES[name].columns}, name


@pytest.mark.parametrize("dialect", EVERY)
def test_every_meaning_stands_in_the_script_in_both_languages(dialect: str) -> None:
    told = {literal.this for statement in parsed(dialect) for literal in statement.find_all(exp.Literal)}
    for table in TABLES.values():
        assert {table.comment, *(column.comment for column in table.columns)} <= told, table.name


@pytest.mark.parametrize("dialect", ["postgres", "duckdb"])
def test_the_key_of_a_table_is_its_primary_key(dialect: str) -> None:
    for name, statement in created(dialect).items():
        key = statement.find(exp.PrimaryKey)
        assert key is not None
        assert [part.name for part in key.expressions] == list(TABLES[name].key), name


def test_doris_has_the_key_first_and_no_text_of_open_length_or_floating_point_in_it() -> None:
    for name, statement in created("doris").items():
        columns = list(statement.this.find_all(exp.ColumnDef))
        key = statement.find(exp.UniqueKeyProperty, exp.DuplicateKeyProperty)
        assert key is not None, name
        parts = [part.name for part in key.expressions]
        assert parts == [column.name for column in columns[: len(parts)]], name
        kinds = {column.kind.sql("doris") for column in columns[: len(parts)] if column.kind is not None}
        assert kinds.isdisjoint({"STRING", "TEXT", "DOUBLE"}), name
        floating = [part for part in TABLES[name].key if TABLES[name].column(part).type == "DOUBLE"]
        assert [part for part in TABLES[name].key if part not in floating] == parts
        assert isinstance(key, exp.DuplicateKeyProperty if floating else exp.UniqueKeyProperty), name


def test_duckdb_creates_the_tables_with_keys_and_comments() -> None:
    with duckdb.connect() as connection:
        connection.execute(script("duckdb"))
        rows = connection.execute(
            "select table_name, column_name, data_type, is_nullable, comment from duckdb_columns()"
            " where not internal"
        ).fetchall()
        keys = connection.execute(
            "select table_name, constraint_column_names from duckdb_constraints()"
            " where constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    assert set(rows) == {
        (table.name, c.name, c.type, c.is_nullable or c.is_volatile, c.comment)
        for table in TABLES.values()
        for c in table.columns
    }
    assert {name: tuple(parts) for name, parts in keys} == {t.name: t.key for t in TABLES.values()}


@pytest.mark.parametrize("dialect", EVERY)
def test_a_type_without_a_counterpart_is_an_error_that_names_the_column(dialect: str) -> None:
    strange = replace(TABLE, columns=(*TABLE.columns, replace(TABLE.columns[-1], name="box", type="BLOB")))
    with pytest.raises(RegistryError, match=r"fact_disputes\.box is BLOB"):
        script(dialect, [strange])


@pytest.mark.parametrize("dialect", EVERY)
def test_a_name_that_would_be_cut_off_is_an_error(dialect: str) -> None:
    long = replace(TABLE, columns=(*TABLE.columns, replace(TABLE.columns[-1], name="x" * 65)))
    with pytest.raises(RegistryError, match="longer than"):
        script(dialect, [long])


def test_a_key_of_floating_points_alone_is_an_error_in_doris() -> None:
    number = replace(TABLE.columns[0], name="share", type="DOUBLE")
    with pytest.raises(RegistryError, match="no key column"):
        script("doris", [replace(TABLE, key=("share",), columns=(number,))])


@pytest.mark.parametrize("dialect", EVERY)
def test_quotes_and_backslashes_in_a_meaning_stay_within_it(dialect: str) -> None:
    meaning = "it's 100 \\' -- drop"
    odd = replace(TABLE, meaning_en=meaning)
    statements = sqlglot.parse(script(dialect, [odd]), dialect=dialect)
    told = {one.this for s in statements if s is not None for one in s.find_all(exp.Literal)}
    assert any(text.endswith(meaning) for text in told)


def test_the_command_offers_every_dialect_and_prints_its_script(capsys: pytest.CaptureFixture[str]) -> None:
    (arguments,) = [arguments for name, _, arguments in COMMANDS if name == "ddl"]
    ((_, settings),) = arguments
    offered = settings["choices"]
    assert isinstance(offered, tuple)
    assert sorted(offered) == EVERY
    for dialect in offered:
        assert main(["ddl", "--dialect", dialect]) == 0
        assert capsys.readouterr().out == script(dialect)
