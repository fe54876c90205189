"""Connections to DuckDB: one instance for as long as a run lasts, else an instance each.

Starting an instance takes twenty milliseconds of processor, and a run opens its files some two hundred times.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.registry.ddl import identifier, literal

Connection = duckdb.DuckDBPyConnection


@dataclass
class _Instance:
    """What is kept: a connection that keeps the instance alive, made on first use."""

    kept: Connection | None = None
    is_lent: bool = False
    """Names of attached files are an instance's own, so one user at a time."""

    def cursor(self) -> Connection:
        if self.kept is None:
            self.kept = duckdb.connect()
        return self.kept.cursor()

    def close(self) -> None:
        if self.kept is not None:
            self.kept.close()
            self.kept = None


_INSTANCE: ContextVar[_Instance | None] = ContextVar("instance", default=None)


@contextmanager
def one_instance() -> Iterator[None]:
    """Let what is opened in here share one instance of DuckDB."""
    instance = _Instance()
    before = _INSTANCE.get()
    _INSTANCE.set(instance)
    try:
        yield
    finally:
        _INSTANCE.set(before)
        instance.close()


@contextmanager
def connected() -> Iterator[Connection]:
    """Open a connection without a file, in UTC; what was attached to it is let go when this ends."""
    instance = _INSTANCE.get()
    if instance is None or instance.is_lent:
        with duckdb.connect() as connection:
            yield _in_utc(connection)
    else:
        with _lent(instance) as connection:
            yield _in_utc(connection)


def attach(connection: Connection, path: Path, name: str) -> None:
    """Make a file readable under a name, beside readers of this process with settings of their own."""
    connection.execute(f"ATTACH {literal(str(path))} AS {identifier(name)} (READ_ONLY)")


def _in_utc(connection: Connection) -> Connection:
    # Rows are told apart by what they say, so no zone of this machine may reach them.
    connection.execute("SET TimeZone = 'UTC'")
    return connection


@contextmanager
def _lent(instance: _Instance) -> Iterator[Connection]:
    instance.is_lent = True
    connection = instance.cursor()
    try:
        yield connection
        _let_go(connection)
    except BaseException:
        # Whatever state it is in, no later user shall meet it.
        connection.close()
        instance.close()
        raise
    finally:
        connection.close()
        instance.is_lent = False


def _let_go(connection: Connection) -> None:
    attached = "SELECT database_name FROM duckdb_databases() WHERE NOT internal AND database_name <> 'memory'"
    connection.execute("USE memory")
    for (name,) in connection.execute(attached).fetchall():
        connection.execute(f"DETACH {identifier(name)}")
