"""Reading what is published: read-only, and unable to reach anything but the version's own tables.

An analyst's SQL can neither read nor write a file of the host, load an extension, nor change these settings.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import polars as pl

from warehouse.errors import Damaged, WrongArguments
from warehouse.home import Home
from warehouse.versions import version_path

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


class Published:
    """One published version, open for reading. It keeps answering however many versions follow."""

    def __init__(self, path: Path) -> None:
        """Open the file of a version."""
        self.path = path
        self.version = int(path.name[3:11])
        self._connection = duckdb.connect(path, read_only=True, config=_HARDENED)

    def sql(self, statement: str, parameters: Parameters = None) -> pl.DataFrame:
        """Return what a statement selects."""
        relation = self._connection.sql(statement, params=parameters)
        if relation is None:
            raise duckdb.InvalidInputException("the statement selects nothing")
        frame: pl.DataFrame = relation.pl()
        return frame

    def rows(self, statement: str, parameters: Parameters = None) -> list[dict[str, Any]]:
        """Return what a statement selects, one dict a row."""
        return self.sql(statement, parameters).to_dicts()

    def register(self, name: str, frame: object) -> None:
        """Make an own frame (polars, pandas, Arrow) readable by ``name``: files cannot be."""
        self._connection.register(name, frame)

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
    home: Home | str | os.PathLike[str] | None = None, version: int | None = None
) -> Published:
    """Open the current version of a home, or another that is kept.

    Raises:
        WrongArguments: nothing is published there, or not that version.
    """
    place = home if isinstance(home, Home) else Home.at(home)
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
