"""What a run writes of itself, over connections that it keeps: the same rows, for any reader, at any time."""

import sqlite3
from contextlib import closing
from pathlib import Path

import dagster as dg
import pytest
import sqlalchemy
from dagster._core.storage.event_log.sqlite import sqlite_event_log

from dagster_project.history import kept_engines
from dagster_project.instance import prepare_instance
from warehouse.home import Home


@dg.asset
def three() -> int:
    """Return a number."""
    return 3


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The address of each engine that the event log made."""
    made: list[str] = []

    def counted(address: str, **settings: object) -> sqlalchemy.engine.Engine:
        made.append(address)
        return sqlalchemy.create_engine(address, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(sqlite_event_log, "create_engine", counted)
    return made


def materialize(folder: Path) -> dg.ExecuteInProcessResult:
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        return dg.materialize([three, looks], instance=instance)


def test_one_engine_a_file_and_dagsters_own_afterwards(tmp_path: Path, engines: list[str]) -> None:
    own = sqlite_event_log.create_engine
    with kept_engines():
        materialize(prepare_instance(Home.at(tmp_path)))
        assert sqlite_event_log.create_engine is not own
    assert sqlite_event_log.create_engine is own
    assert len(engines) == len(set(engines)) == 2, "the index and the run"


def test_connections_are_used_again(tmp_path: Path) -> None:
    opened: list[object] = []

    def count(*made: object) -> None:
        opened.append(made)

    sqlalchemy.event.listen(sqlalchemy.pool.Pool, "connect", count)
    try:
        with kept_engines():
            materialize(prepare_instance(Home.at(tmp_path)))
    finally:
        sqlalchemy.event.remove(sqlalchemy.pool.Pool, "connect", count)
    assert 0 < len(opened) < 30, "some for making the files, then one each; Dagster opens hundreds"


@dg.asset
def looks(context: dg.AssetExecutionContext) -> int:
    """Return how many events of its own run any other program sees by now."""
    return events(Path(context.instance.root_directory), context.run.run_id)


def events(folder: Path, run_id: str) -> int:
    """Count the events of a run as any other program would: with a connection of its own."""
    (path,) = folder.rglob(f"{run_id}.db")
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM event_logs").fetchone()[0])


def test_another_reader_sees_the_events_while_they_are_written_and_afterwards(tmp_path: Path) -> None:
    folder = prepare_instance(Home.at(tmp_path))
    with kept_engines():
        result = materialize(folder)
    assert 3 < result.output_for_node("looks") < events(folder, result.run_id)
    with dg.DagsterInstance.from_config(str(folder)) as reader:
        known = reader.get_latest_materialization_event(dg.AssetKey("three"))
    assert known is not None and known.run_id == result.run_id
    assert not list(folder.rglob("*.db-wal")), "the journal is carried over once the run has ended"
