"""Connections to DuckDB: one instance for as long as a run lasts, else an instance each.

Starting an instance takes twenty milliseconds of processor, and a run opens its files some two hundred times.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.errors import WrongArguments
from warehouse.registry.ddl import identifier, literal

Connection = duckdb.DuckDBPyConnection
MEMORY = "FAZHI_MEMORY"
_AMOUNT = re.compile(r"[1-9][0-9]*(?:\.[0-9]+)? ?[KMGT]i?B", re.IGNORECASE)


@dataclass
class _Instance:
    """What is kept: a connection that keeps the instance alive, made on first use."""

    spill: Path
    """Where it puts what does not fit into memory."""
    kept: Connection | None = None
    is_lent: bool = False
    """Names of attached files are an instance's own, so one user at a time."""

    def cursor(self) -> Connection:
        if self.kept is None:
            self.kept = _started(self.spill)
        return self.kept.cursor()

    def close(self) -> None:
        if self.kept is not None:
            self.kept.close()
            self.kept = None


_INSTANCE: ContextVar[_Instance | None] = ContextVar("instance", default=None)


@contextmanager
def one_instance(spill: Path) -> Iterator[None]:
    """Let what is opened in here share one instance of DuckDB.

    Args:
        spill: a folder of its own, for what does not fit into memory: four fifths of the machine's, or
            ``$FAZHI_MEMORY``. It is made when needed, and emptied when this ends.

    Raises:
        WrongArguments: ``$FAZHI_MEMORY`` is no amount; told before hours are spent.
    """
    _memory_limit()
    instance = _Instance(spill)
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
        with _another(instance) as connection:
            yield _in_utc(connection)
    else:
        with _lent(instance) as connection:
            yield _in_utc(connection)


def attach(connection: Connection, path: Path, name: str) -> None:
    """Make a file readable under a name, beside readers of this process with settings of their own."""
    connection.execute(f"ATTACH {literal(str(path))} AS {identifier(name)} (READ_ONLY)")


def _another(lent: _Instance | None) -> Connection:
    """Start an instance beside the one that is lent, or where none is shared."""
    # Two instances must not spill into one folder: both name their files alike.
    return duckdb.connect() if lent is None else _started(lent.spill.with_name(f"{lent.spill.name}.inner"))


def _started(spill: Path) -> Connection:
    return duckdb.connect(config={"temp_directory": str(spill), **_memory_limit()})


def _memory_limit() -> dict[str, str]:
    """Return the setting that ``$FAZHI_MEMORY`` asks for; none where it says nothing.

    Raises:
        WrongArguments: it is no amount.
    """
    limit = os.environ.get(MEMORY, "").strip()
    if limit and not _AMOUNT.fullmatch(limit):
        raise WrongArguments(
            f"{MEMORY} is {limit!r}.", expected="an amount such as 2GB", todo=f"mend or unset {MEMORY}"
        )
    return {"memory_limit": limit} if limit else {}


def _in_utc(connection: Connection) -> Connection:
    # Rows are told apart by what they say, so no zone of this machine may reach them.
    connection.execute("SET TimeZone = 'UTC'")
    return connection


@contextmanager
def _lent(instance: _Instance) -> Iterator[Connection]:
    connection = instance.cursor()
    instance.is_lent = True
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
