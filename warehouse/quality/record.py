"""What every audit found, kept beside the versions: it outlives the run, whether or not that published.

What belongs here: writing one file an audit, and reading them back. What does not: making checks
(``warehouse.audit``, the suites) and showing what came of them. Nothing of this enters a published file:
the same data must give the same bytes whatever was audited before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from extractors.privacy import mask_persons
from warehouse.audit import CheckOutcome
from warehouse.durable import TEMPORARY_SUFFIX, write_json_durably
from warehouse.errors import Damaged
from warehouse.home import Home
from warehouse.registry import TABLES

KEPT_RECORDS = 400
ENDINGS = ("published", "nothing_new", "failed", "not_made", "overtaken", "interrupted")
"""How the run of an audit ended; interrupted: it was killed, or broke, between audit and publication."""


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One audit: all checks and suites on one build, and what became of the build."""

    sequence: int
    """Number of the audit in its home; it only grows."""
    run_id: str
    started_at: datetime
    """When the run began (UTC)."""
    base_version: int | None
    """The version that was current then."""
    published: int | None
    """The version that the build became; None where it became none."""
    ending: str
    """One of :data:`ENDINGS`."""
    outcomes: tuple[CheckOutcome, ...]
    """Sample rows hold keys and numbers alone: words of documents are left out."""


def record_outcomes(
    home: Home,
    run_id: str,
    started_at: datetime,
    base_version: int | None,
    published: int | None,
    outcomes: Sequence[CheckOutcome],
    ending: str = "",
) -> AuditRecord:
    """Write the audit of a run as one file, all at once; a second record of a run replaces its first."""
    home.quality.mkdir(mode=0o700, exist_ok=True)
    for left in home.quality.glob(f"*{TEMPORARY_SUFFIX}"):
        left.unlink()  # Of a run that was killed: whoever writes here holds the lock of the home.
    record = AuditRecord(
        _sequence_of(home, run_id),
        run_id,
        started_at,
        base_version,
        published,
        ending or ("failed" if published is None else "published"),
        tuple(replace(outcome, sample=_shown(outcome)) for outcome in outcomes),
    )
    content = {**asdict(record), "started_at": started_at.isoformat(timespec="seconds")}
    write_json_durably(home.quality / f"{record.sequence:08d}-{run_id}.json", content)
    for old in _files(home)[:-KEPT_RECORDS]:
        old.unlink()
    return record


def read_records(home: Home) -> list[AuditRecord]:
    """Return the audits on record, oldest first.

    Raises:
        Damaged: a file is no record.
    """
    return [_read(path) for path in _files(home)]


def _files(home: Home) -> list[Path]:
    return sorted(home.quality.glob("[0-9]*-*.json"))


def _sequence_of(home: Home, run_id: str) -> int:
    numbers = {path.stem[9:]: int(path.name[:8]) for path in _files(home)}
    return numbers.get(run_id, max(numbers.values(), default=0) + 1)


def _read(path: Path) -> AuditRecord:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        outcomes = tuple(CheckOutcome(**outcome) for outcome in content.pop("outcomes"))
        started_at = datetime.fromisoformat(content.pop("started_at"))
        return AuditRecord(**content, started_at=started_at, outcomes=outcomes)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Damaged(
            f"The record of an audit cannot be read: {error}", where=path, todo="remove that file"
        ) from error


@cache
def _words() -> frozenset[str]:
    """Columns that hold words of a document."""
    return frozenset(c.name for table in TABLES.values() for c in table.columns if c.unit == "text")


def _shown(outcome: CheckOutcome) -> list[dict[str, Any]]:
    return [dict(_cells(row, outcome.outcome == "error")) for row in outcome.sample]


def _cells(row: dict[str, Any], is_error: bool) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if is_error:
            yield name, mask_persons(str(value))  # An engine may quote the value that it fell over.
        elif name not in _words():
            yield name, _plain(value)


def _plain(value: object) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)
