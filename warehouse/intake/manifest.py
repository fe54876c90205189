"""``manifest.csv`` beside the reports: where each file came from, as far as its collector wrote it down."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from warehouse.errors import WrongArguments
from warehouse.intake.decoding import Undecodable, decode

MANIFEST_NAME = "manifest.csv"
_CODE = re.compile(r"[0-9]{12}")
_URL = re.compile(r"https?://[^\s<>\"]{1,2000}")
# A time without zone was written by someone in China.
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from. ``retrieved_at`` is in UTC, without zone."""

    url: str | None = None
    retrieved_at: datetime | None = None
    publisher: str | None = None
    declared_code: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields by name."""
        return {name: getattr(self, name) for name in self.__slots__}


def read_manifest(content: bytes, where: object) -> tuple[dict[str, Origin], list[str]]:
    """Return the origin of each file by its name, and a note on each malformed cell left out.

    Raises:
        WrongArguments: the manifest is not text, or has no column ``file``.
    """
    try:
        text = decode(content).text
    except Undecodable as error:
        raise WrongArguments(
            f"The manifest cannot be read: {error}", expected="CSV text", where=where
        ) from error
    rows = csv.DictReader(io.StringIO(text))
    if "file" not in (rows.fieldnames or ()):
        raise WrongArguments(
            f"The manifest has the columns {rows.fieldnames}.",
            expected="a column file, and any of url, retrieved_at, publisher, declared_code",
            where=where,
            todo="mend its first line, or take the manifest away",
        )
    origins: dict[str, Origin] = {}
    notes: list[str] = []
    for row in rows:
        if name := (row.get("file") or "").strip():
            where = f"{MANIFEST_NAME} line {rows.line_num}"
            if name in origins:
                notes.append(f"{where}: names {name!r} a second time; this row counts")
            origins[name] = read_origin(row, notes, where)
    return origins, notes


def read_origin(row: Mapping[str, str | None], notes: list[str], where: str) -> Origin:
    """Return the origin that a row tells; what is malformed is left out, with a note."""
    cell = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str)}
    url, code, time = cell.get("url", ""), cell.get("declared_code") or cell.get("code", ""), None
    if url and not _URL.fullmatch(url):
        notes.append(f"{where}: url is not http or https, left out")
        url = ""
    if code and not _CODE.fullmatch(code):
        notes.append(f"{where}: declared_code is not twelve digits, left out")
        code = ""
    if code and not _is_place(code):
        notes.append(f"{where}: declared_code {code} is no place of the table, left out")
        code = ""
    if cell.get("retrieved_at"):
        time = _parse_time(cell["retrieved_at"])
        if time is None:
            notes.append(f"{where}: retrieved_at is not an ISO 8601 time, left out")
    return Origin(url or None, time, cell.get("publisher") or None, code or None)


def _is_place(code: str) -> bool:
    # The table is read only for manifests that declare codes at all.
    from extractors.places import load_places

    return code in load_places().by_code


def _parse_time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    zoned = time if time.tzinfo else time.replace(tzinfo=_CHINA)
    return zoned.astimezone(UTC).replace(tzinfo=None, microsecond=0)
