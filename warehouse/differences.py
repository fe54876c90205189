"""What differs between two published versions: facts that came, changed or went, and coverage that was lost.

What belongs here: comparing the facts of two files. What does not: comparing two editions of one report
(``editions``), or the rows of all tables (``steps``).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connections import attach, connected
from warehouse.durable import write_json_durably
from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.statements import read_statement
from warehouse.versions import Manifest, manifest_of, read_pins, version_path

# More than this is a new extractor's work: counted in full, listed up to here.
LISTED_FACTS = 20_000
_PUBLIC = 0o644
_SUFFIX = ".diff.json"


@dataclass(frozen=True)
class Differences:
    """What version ``new`` has that version ``old`` had not, had otherwise, or had alone."""

    old: int | None
    new: int | None
    counts: dict[str, int]
    """Facts added, changed, removed; places' years and metrics that were lost."""
    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    removed: list[dict[str, Any]] = field(default_factory=list)
    lost_years: list[dict[str, Any]] = field(default_factory=list)
    """Places and years that had a fact, and have none."""
    lost_metrics: list[str] = field(default_factory=list)
    """Metrics that some place had a fact of, and none has."""
    left_off: int = 0
    """Facts that are counted and not listed."""


def differences_between(home: Home, old: str | int, new: str | int) -> Differences:
    """Compare two versions that are kept, by number or by the name they are pinned under.

    Raises:
        WrongArguments: there is no such version.
    """
    before, after = resolve_version(home, old), resolve_version(home, new)
    found = compare_files(version_path(home, before), version_path(home, after))
    return Differences(**{**asdict(found), "old": before, "new": after})


def resolve_version(home: Home, named: str | int) -> int:
    """Return the number of a version from its number or its pinned name.

    Raises:
        WrongArguments: neither is known.
    """
    pins = read_pins(home)
    if str(named) in pins:
        return pins[str(named)]
    if not str(named).isascii() or not str(named).isdigit():
        known = ", ".join(sorted(pins)) or "none"
        raise WrongArguments(
            f"There is no version {named!r}.",
            expected=f"a number, or a pinned name: {known}",
            where=home.pins,
        )
    return manifest_of(home, int(named)).number


def compare_files(old: Path, new: Path) -> Differences:
    """Compare the facts of two files, neither of them open for writing."""
    with connected() as connection:
        attach(connection, old, "older")
        attach(connection, new, "newer")
        return _compare(connection)


def _compare(connection: duckdb.DuckDBPyConnection) -> Differences:
    facts = _dicts(connection, read_statement("versions/changed_facts.sql"))
    years = _dicts(connection, read_statement("versions/lost_years.sql"))
    metrics = [row["metric"] for row in _dicts(connection, read_statement("versions/lost_metrics.sql"))]
    kinds = {kind: [f for f in facts if f["change"] == kind] for kind in ("added", "changed", "removed")}
    counts = {kind: len(rows) for kind, rows in kinds.items()}
    listed = {kind: [_without(row, "change") for row in rows[:LISTED_FACTS]] for kind, rows in kinds.items()}
    return Differences(
        old=None,
        new=None,
        counts={**counts, "lost_years": len(years), "lost_metrics": len(metrics)},
        lost_years=years[:LISTED_FACTS],
        lost_metrics=metrics,
        left_off=len(facts) - sum(len(rows) for rows in listed.values()),
        **listed,
    )


def _dicts(connection: duckdb.DuckDBPyConnection, statement: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(statement).pl().to_dicts()
    return rows


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def differences_path(home: Home, manifest: Manifest) -> Path:
    """Return where the differences of a version to its base are kept: beside it, and longer than it."""
    return (home.versions / manifest.file).with_suffix(_SUFFIX)


def write_differences(home: Home, manifest: Manifest, found: Differences) -> None:
    """Keep what a version changed."""
    write_json_durably(differences_path(home, manifest), asdict(found), _PUBLIC)


def read_differences(home: Home, number: int) -> Differences | None:
    """Return what a version changed against its base, though its file may be gone; None if not kept."""
    for path in home.versions.glob(f"wh-{number:08d}-*{_SUFFIX}"):
        return Differences(**json.loads(path.read_text(encoding="utf-8")))
    return None
