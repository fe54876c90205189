"""One instance of DuckDB a run: what is shared, and what no later user meets."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import warehouse.connections
from warehouse.connections import attach, connected, one_instance


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS i")
    return path


@pytest.fixture
def instances(monkeypatch: pytest.MonkeyPatch) -> list[duckdb.DuckDBPyConnection]:
    """Each instance that was started."""
    started: list[duckdb.DuckDBPyConnection] = []
    connect = duckdb.connect

    def counted() -> duckdb.DuckDBPyConnection:
        started.append(connect())
        return started[-1]

    monkeypatch.setattr(warehouse.connections.duckdb, "connect", counted)
    return started


def names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute("SELECT database_name FROM duckdb_databases() WHERE NOT internal").fetchall()
    return [name for (name,) in rows]


def test_a_run_has_one_instance_and_others_have_their_own(
    file: Path, instances: list[duckdb.DuckDBPyConnection]
) -> None:
    with one_instance():
        for _ in range(3):
            with connected() as connection:
                attach(connection, file, "one")
                assert connection.execute("SELECT i FROM one.t").fetchall() == [(1,)]
        assert len(instances) == 1
    for _ in range(2):
        with connected():
            pass
    assert len(instances) == 3


def test_nothing_is_left_for_the_next(file: Path) -> None:
    with one_instance():
        with connected() as connection:
            attach(connection, file, "one")
            connection.execute("USE one")
            connection.execute("CREATE TEMP TABLE kept AS SELECT 1 AS i")
            connection.execute("SET TimeZone = 'Asia/Shanghai'")
        with connected() as connection:
            assert names(connection) == ["memory"]
            assert connection.execute("SELECT current_setting('TimeZone')").fetchall() == [("UTC",)]
            with pytest.raises(duckdb.CatalogException):
                connection.execute("FROM kept")


def test_the_file_is_free_for_another_once_it_is_let_go(file: Path) -> None:
    with one_instance():
        with connected() as connection:
            connection.execute(f"ATTACH '{file}' AS one")
            connection.execute("INSERT INTO one.t VALUES (2)")
        with duckdb.connect(file) as other:
            assert other.execute("SELECT count(*) FROM t").fetchall() == [(2,)]


def test_after_an_error_the_next_has_an_instance_that_knows_nothing_of_it(
    file: Path, instances: list[duckdb.DuckDBPyConnection]
) -> None:
    with one_instance():
        with pytest.raises(duckdb.Error), connected() as connection:
            attach(connection, file, "one")
            connection.execute("BEGIN")
            connection.execute("SELECT * FROM there_is_none")
        with connected() as connection:
            assert names(connection) == ["memory"]
    assert len(instances) == 2


def test_one_within_another_does_not_see_its_files(file: Path) -> None:
    with one_instance(), connected() as outer:
        attach(outer, file, "one")
        with connected() as inner:
            attach(inner, file, "one")
            assert inner.execute("SELECT i FROM one.t").fetchall() == [(1,)]
        assert outer.execute("SELECT i FROM one.t").fetchall() == [(1,)]
