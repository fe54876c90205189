"""Reading what is published: read-only, and unable to reach anything but the version's own tables.

An analyst's SQL can neither read nor write a file of the host, load an extension, nor change these settings.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

from warehouse.errors import Damaged, WrongArguments
from warehouse.home import Home
from warehouse.versions import version_path

if TYPE_CHECKING:
    import pandas as pd

_ATTEMPTS = 20
_HARDENED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",
    # With the rest, not afterwards: two readers of one process share an instance, locked by the first.
    "lock_configuration": "true",
}
Parameters = Sequence[object] | Mapping[str, object] | None
Frames = Mapping[str, object]
"""The reader's own frames (polars, pandas, Arrow) by the name that statements call them."""


class Published:
    """One published version, open for reading. It keeps answering however many versions follow.

    The same rows three ways: :meth:`sql` for Polars, :meth:`df` for pandas, :meth:`relation` for DuckDB.
    """

    def __init__(self, path: Path) -> None:
        """Open the file of a version."""
        self.path = path
        self.version = int(path.name[3:11])
        self._connection = duckdb.connect(path, read_only=True, config=_HARDENED)

    def relation(self, statement: str, parameters: Parameters = None) -> duckdb.DuckDBPyRelation:
        """Return what a statement selects, not yet computed: to filter, limit and join on in DuckDB.

        Raises:
            duckdb.Error: the statement is not one that can be answered, or selects nothing.
        """
        relation = self._connection.sql(statement, params=parameters)
        if relation is None:
            raise duckdb.InvalidInputException("the statement selects nothing")
        return relation

    def sql(self, statement: str, parameters: Parameters = None) -> pl.DataFrame:
        """Return what a statement selects as a Polars frame."""
        frame: pl.DataFrame = self.relation(statement, parameters).pl()
        return frame

    def df(self, statement: str, parameters: Parameters = None) -> pd.DataFrame:
        """Return what a statement selects as a pandas frame."""
        frame: pd.DataFrame = self.relation(statement, parameters).df()
        return frame

    def rows(self, statement: str, parameters: Parameters = None) -> list[dict[str, Any]]:
        """Return what a statement selects, one dict a row."""
        return self.sql(statement, parameters).to_dicts()

    def register(self, name: str, frame: object) -> None:
        """Make an own frame (polars, pandas, Arrow) readable by ``name``: files cannot be.

        Raises:
            WrongArguments: a published table has that name, and would no longer be found.
        """
        there = "SELECT 1 AS there FROM duckdb_tables() WHERE lower(table_name) = lower(?)"
        if self.rows(there, [name]):
            raise WrongArguments(
                f"There is a published table {name!r} already.",
                expected="a name of its own for a frame of yours",
                todo="`show tables` lists the names that are taken",
            )
        self._connection.register(name, frame)

    def interrupt(self) -> None:
        """Stop the statement that another thread is waiting for: it ends in ``duckdb.InterruptException``."""
        self._connection.interrupt()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Published:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_published(
    home: Home | str | os.PathLike[str] | None = None,
    version: int | None = None,
    *,
    tables: Frames | None = None,
) -> Published:
    """Open the current version of a home, or another that is kept.

    Args:
        home: its folder; ``$FAZHI_HOME``, else ``./data``, where none is named.
        version: the number of a version that is kept; the current one where none is named.
        tables: frames of your own to join, by the name that statements call them:
            ``tables={"covariates": frame}``, then ``join covariates using (jurisdiction_code, year)``.

    Raises:
        WrongArguments: nothing is published there, or not that version, or a frame takes a table's name.
    """
    published = _open(home if isinstance(home, Home) else Home.at(home), version)
    try:
        for name, frame in (tables or {}).items():
            published.register(name, frame)
    except BaseException:
        published.close()
        raise
    return published


def _open(place: Home, version: int | None) -> Published:
    for _ in range(_ATTEMPTS):
        path = _path(place, version)
        try:
            return Published(path)
        except duckdb.IOException:
            # Between looking where the pointer points and opening, retention may have removed that version.
            if path.exists():
                raise
    raise Damaged(
        "current.duckdb points to a file that is not there.", where=place.current, todo="fazhi rollback"
    )


def query(
    home: Home, statement: str, version: int | None = None, parameters: Parameters = None
) -> pl.DataFrame:
    """Return what a statement selects from a published version.

    Raises:
        WrongArguments: nothing is published, or the statement is not one that can be answered.
    """
    with open_published(home, version) as published:
        try:
            return published.sql(statement, parameters)
        except duckdb.Error as error:
            raise WrongArguments(
                f"The query was not answered: {error}",
                expected="one SELECT over the tables of the warehouse: no files, no changes",
                todo="`show tables` lists the tables, `describe fact_disputes` a table's columns",
            ) from error


def _path(home: Home, version: int | None) -> Path:
    if version is not None:
        return version_path(home, version)
    try:
        return home.current.parent / home.current.readlink()
    except FileNotFoundError:
        raise WrongArguments(
            "Nothing is published yet.",
            expected="a home with a published version",
            where=home.root,
            todo="`fazhi run` first, or name another home with --home",
        ) from None
