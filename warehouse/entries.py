"""Decisions of a person as files of a home: one TOML entry a file, read strictly, written whole."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from warehouse.durable import write_durably
from warehouse.errors import WrongArguments

_CHINA = timezone(timedelta(hours=8))
_PUBLIC = 0o644


def today_in_china() -> date:
    """Return the day in Asia/Shanghai, whatever the zone of this machine."""
    return datetime.now(_CHINA).date()


def read_entries(folder: Path, wanted: Mapping[str, type]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the entries of a folder with their files, by name of the file.

    Raises:
        WrongArguments: a file is no TOML, or its entry lacks a key, has another one, or an empty value.
    """
    for path in sorted(folder.glob("*.toml")):
        try:
            entry = tomllib.loads(path.read_text(encoding="utf-8"))
        except (ValueError, OSError) as error:
            raise refused(path, str(error)) from error
        if complaint := complaint_about(entry, wanted):
            raise refused(path, complaint, f"{', '.join(wanted)}, nothing else")
        yield path, entry


def write_entry(path: Path, entry: Mapping[str, str | date], wanted: Mapping[str, type]) -> None:
    """Write an entry as a file of its own, unless it could not be read again.

    Raises:
        WrongArguments: a value is empty, or no plain line of text.
    """
    if complaint := complaint_about(entry, wanted):
        raise refused(path, complaint, "one line of text for each")
    path.parent.mkdir(exist_ok=True)
    lines = [f"{name} = {_written(value)}\n" for name, value in entry.items()]
    write_durably(path, "".join(lines).encode(), _PUBLIC)


def complaint_about(entry: Mapping[str, object], wanted: Mapping[str, type]) -> str | None:
    """Return what is wrong with an entry; None where nothing is."""
    if set(entry) != set(wanted):
        return f"it has {sorted(entry)}"
    for name, kind in wanted.items():
        value = entry[name]
        if not isinstance(value, kind) or isinstance(value, datetime):
            return f"{name} is {value!r}, no {kind.__name__}"
        if isinstance(value, str) and (not value.strip() or not value.isprintable()):
            return f"{name} is {value!r}: empty, or not one line of text"
    return None


def refused(path: Path, found: str, expected: str = "") -> WrongArguments:
    """Return the error for a file that cannot be used."""
    return WrongArguments(
        f"{path.parent.name}/{path.name} cannot be used: {found}.",
        expected=expected,
        where=path,
        todo="mend the file, or take it out",
    )


def entries_version(folder: Path) -> str:
    """Return a hash over the files of a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _written(value: str | date) -> str:
    # A printable string of JSON is one of TOML.
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else value.isoformat()
