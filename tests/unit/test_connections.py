"""One instance of DuckDB a run: what is shared, and what no later user meets."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import warehouse.connections
from warehouse.connections import attach, connected, one_instance
from warehouse.errors import WrongArguments

LIMITS = "SELECT current_setting('memory_limit'), current_setting('temp_directory')"


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

    def counted(**settings: object) -> duckdb.DuckDBPyConnection:
        started.append(connect(**settings))
        return started[-1]

    monkeypatch.setattr(warehouse.connections.duckdb, "connect", counted)
    return started


def names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute("SELECT database_name FROM duckdb_databases() WHERE NOT internal").fetchall()
    return [name for (name,) in rows]


def test_a_run_has_one_instance_and_others_have_their_own(
    file: Path, tmp_path: Path, instances: list[duckdb.DuckDBPyConnection]
) -> None:
    with one_instance(tmp_path / "spill"):
        for _ in range(3):
            with connected() as connection:
                attach(connection, file, "one")
                assert connection.execute("SELECT i FROM one.t").fetchall() == [(1,)]
        assert len(instances) == 1
    for _ in range(2):
        with connected():
            pass
    assert len(instances) == 3


def test_nothing_is_left_for_the_next(file: Path, tmp_path: Path) -> None:
    with one_instance(tmp_path / "spill"):
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


def test_the_file_is_free_for_another_once_it_is_let_go(file: Path, tmp_path: Path) -> None:
    with one_instance(tmp_path / "spill"):
        with connected() as connection:
            connection.execute(f"ATTACH '{file}' AS one")
            connection.execute("INSERT INTO one.t VALUES (2)")
        with duckdb.connect(file) as other:
            assert other.execute("SELECT count(*) FROM t").fetchall() == [(2,)]


def test_after_an_error_the_next_has_an_instance_that_knows_nothing_of_it(
    file: Path, tmp_path: Path, instances: list[duckdb.DuckDBPyConnection]
) -> None:
    with one_instance(tmp_path / "spill"):
        with pytest.raises(duckdb.Error), connected() as connection:
            attach(connection, file, "one")
            connection.execute("BEGIN")
            connection.execute("SELECT * FROM there_is_none")
        with connected() as connection:
            assert names(connection) == ["memory"]
    assert len(instances) == 2


def test_one_within_another_does_not_see_its_files_and_is_bounded_as_well(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_MEMORY", "60MB")
    with one_instance(tmp_path / "spill"), connected() as outer:
        attach(outer, file, "one")
        with connected() as inner:
            assert inner.execute(LIMITS).fetchall() == [("57.2 MiB", str(tmp_path / "spill.inner"))]
            attach(inner, file, "one")
            assert inner.execute("SELECT i FROM one.t").fetchall() == [(1,)]
        assert outer.execute("SELECT i FROM one.t").fetchall() == [(1,)]


def test_what_does_not_fit_into_memory_goes_to_a_folder_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_MEMORY", "60MB")
    words = "SELECT hash(i)::VARCHAR AS word FROM range(2_000_000) AS r(i)"
    sort = f"SELECT max(word) FROM ({words} ORDER BY word LIMIT 1_999_999)"
    with one_instance(tmp_path / "spill"), connected() as connection:
        connection.execute("SET threads = 1")
        assert connection.execute(sort).fetchall()
        assert (tmp_path / "spill").is_dir()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()], "nothing is left behind"


@pytest.mark.parametrize("word", ["much", "2", "-1", "80%", "GB", "0GB"])
def test_an_amount_of_memory_that_is_none_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setenv("FAZHI_MEMORY", word)
    with pytest.raises(WrongArguments, match="FAZHI_MEMORY is"), one_instance(tmp_path):
        pass


def test_an_instance_that_could_not_be_started_is_not_taken_for_lent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> duckdb.DuckDBPyConnection:
        raise OSError("too many open files")

    with one_instance(tmp_path / "spill"):
        with monkeypatch.context() as patched:
            patched.setattr(warehouse.connections, "_started", fail)
            with pytest.raises(OSError, match="too many"), connected():
                pass
        with connected() as connection:
            assert connection.execute(LIMITS).fetchall()[0][1] == str(tmp_path / "spill")
