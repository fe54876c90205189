"""``roster.csv``: who should have reported on which year, as somebody who knows wrote it down.

It lies in the landing folder or in the home. The last roster that came in counts, whole: it takes the place
of the one before. What belongs here: reading it, keeping it in the lake, and naming the bodies that it means.
What does not: what came of it (``sql/core/expected_report.sql``).
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from extractors.families import RULE_OF_LAW, load_families
from extractors.head.issuer import read_issuer
from extractors.head.kinds import KIND_OF_LEVEL
from extractors.places import load_places
from warehouse.intake import Undecodable, decode
from warehouse.intake.landing import ROSTER_NAME
from warehouse.intake.limits import limits_from_environment
from warehouse.intake.opening import Refused, read_beneath
from warehouse.lake import SCHEMAS, Lake, read_part

_CODE = re.compile(r"[0-9]{12}")
_YEAR = re.compile(r"(?:19[9]|20[0-9])[0-9]")
_REQUIRED = ("issuer", "year")


@dataclass(frozen=True, slots=True)
class Expected:
    """One body that should report on one year; ``due_date`` is ISO text, None for the family's own day."""

    line: int
    issuer: str
    jurisdiction_code: str | None
    report_type: str
    year: int
    due_date: str | None


def read_roster(content: bytes, name: str = ROSTER_NAME) -> tuple[list[Expected], list[str]]:
    """Return the entries of a roster, and a remark with its line on each row that is left out."""
    try:
        text = decode(content).text
        rows = csv.DictReader(io.StringIO(text, newline=""))
        columns = [(column or "").strip() for column in rows.fieldnames or ()]
        rows.fieldnames = columns
        if missing := [column for column in _REQUIRED if column not in columns]:
            return [], [
                f"{name} line 1: no column {', '.join(missing)} among {', '.join(columns)}; expected issuer,"
                " year and, where known, jurisdiction_code, due_date, report_type: the roster is left out"
            ]
        return _entries(rows, name)
    except (Undecodable, csv.Error) as error:
        return [], [f"{name} cannot be read: {error}"]


def _entries(rows: csv.DictReader[str], name: str) -> tuple[list[Expected], list[str]]:
    found: dict[tuple[str, str | None, str, int], Expected] = {}
    notes: list[str] = []
    for row in rows:
        cell = {key: value.strip() for key, value in row.items() if key and isinstance(value, str)}
        if not any(cell.values()):
            continue
        where = f"{name} line {rows.line_num}"
        if problem := _problem(cell):
            notes.append(f"{where}: {problem}, left out")
            continue
        entry = _entry(cell, rows.line_num)
        key = (entry.issuer, entry.jurisdiction_code, entry.report_type, entry.year)
        if key in found:
            notes.append(f"{where}: says again what line {found[key].line} says, left out")
        found.setdefault(key, entry)
    return list(found.values()), notes


def _problem(cell: dict[str, str]) -> str | None:
    """Return what is wrong with a row, or None."""
    code, family, due = (cell.get(key, "") for key in ("jurisdiction_code", "report_type", "due_date"))
    if not cell.get("issuer"):
        return "no issuer"
    if not _YEAR.fullmatch(cell.get("year", "")):
        return f"year {cell.get('year', '')!r} is no year such as 2024"
    if code and not (_CODE.fullmatch(code) and is_known(code)):
        return f"jurisdiction_code {code!r} is not a known code of twelve digits"
    if family and family not in load_families():
        return f"report_type {family!r} is none of {', '.join(load_families())}"
    if due and _day(due) is None:
        return f"due_date {due!r} is no day such as 2025-03-31"
    return None


def is_known(code: str) -> bool:
    """Whether any code list has a code."""
    try:
        return bool(load_places().by_code[code])
    except KeyError:
        return False


def _entry(cell: dict[str, str], line: int) -> Expected:
    due = _day(cell.get("due_date", ""))
    return Expected(
        line,
        cell["issuer"],
        cell.get("jurisdiction_code") or None,
        cell.get("report_type") or RULE_OF_LAW,
        int(cell["year"]),
        due.isoformat() if due else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None


def take_roster(lake: Lake, folders: Iterable[Path], run_id: str) -> list[str]:
    """Keep the roster of the first folder that has one in the lake, if it is new; return remarks on it."""
    for folder in folders:
        try:
            content = _read(folder)
        except Refused as refusal:
            return [f"{ROSTER_NAME} was not read: {refusal}"]
        if content is not None:
            entries, notes = read_roster(content)
            _keep(lake, hashlib.sha256(content).hexdigest(), entries, run_id)
            return notes
    return []


def _read(folder: Path) -> bytes | None:
    if not os.path.lexists(folder / ROSTER_NAME):
        return None
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return read_beneath(descriptor, ROSTER_NAME, limits_from_environment().file_bytes)
    finally:
        os.close(descriptor)


def _keep(lake: Lake, roster_id: str, entries: Sequence[Expected], run_id: str) -> None:
    if _last_rows(lake)[:1] and _last_rows(lake)[0]["roster_id"] == roster_id:
        return
    stamp = {"roster_id": roster_id, "file": ROSTER_NAME, "first_run": run_id}
    # Line 0 stands for the roster itself: an empty one takes the place of the one before, too.
    lake.stage("roster", [{"line": 0, **stamp}, *({**asdict(entry), **stamp} for entry in entries)])
    lake.commit(run_id, "roster")


def _last_rows(lake: Lake) -> list[dict[str, Any]]:
    parts = lake.parts("roster")
    if not parts:
        return []
    rows: list[dict[str, Any]] = read_part(parts[-1], SCHEMAS["roster"]).to_pylist()
    return rows


def expected_rows(lake: Lake) -> pa.Table:
    """Return the entries of the last roster with the kind and place of the body that each one names."""
    return pa.Table.from_pylist([_named(row) for row in _last_rows(lake) if row["line"]], schema=_SCHEMA)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    issuer = read_issuer("".join(row["issuer"].split()))
    code, candidates, kind = row["jurisdiction_code"], [], issuer.kind if issuer else "other"
    if issuer is not None and code is None:
        code, candidates = issuer.place.code, list(issuer.place.candidates)
    if issuer is not None and issuer.bare and code:
        kind = KIND_OF_LEVEL[load_places().by_code[code].level]
    due = row["due_date"]
    return {
        "roster_line": row["line"],
        "issuer_name": row["issuer"],
        "issuer_kind": kind,
        "bare_name": issuer.name if issuer else row["issuer"],
        "jurisdiction_code": code,
        "jurisdiction_candidates": candidates,
        "report_type": row["report_type"],
        "year": row["year"],
        "due_date": date.fromisoformat(
            due or load_families()[row["report_type"]].due_date(row["year"], kind)
        ),
        "due_rule": "roster" if due else "family",
    }


_TEXT, _WHOLE = pa.string(), pa.int64()
_COLUMNS: dict[str, pa.DataType] = {
    "roster_line": _WHOLE,
    "issuer_name": _TEXT,
    "issuer_kind": _TEXT,
    "bare_name": _TEXT,
    "jurisdiction_code": _TEXT,
    "jurisdiction_candidates": pa.list_(_TEXT),
    "report_type": _TEXT,
    "year": _WHOLE,
    "due_date": pa.date32(),
    "due_rule": _TEXT,
}
_SCHEMA = pa.schema(list(_COLUMNS.items()))
