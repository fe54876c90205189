"""What the quality page shows: the last audits, the findings, and the sentences behind their rows.

What belongs here: reading records, waivers, the published version, and the build that a failed audit kept.
What does not: how any of it looks (``render``). Sentences are those of the tables: redacted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb

from warehouse.audit import CheckOutcome
from warehouse.entries import today_in_china
from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.quality.record import AuditRecord, read_records
from warehouse.readers import open_published
from warehouse.statements import read_statement
from warehouse.versions import current_version
from warehouse.waivers import Waiver, load_waivers

SHOWN_RUNS = 30
SHOWN_FINDINGS = 200
_ASKED = ("observation_id", "report_id", "metric", "document_id", "issuer_id", "report_type", "year")
_LEADING = ("observation_id", "report_id", "document_id", "issuer_id")
"""Columns of a sample row that lead somewhere."""
_HARDENED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}
Row = dict[str, Any]


@dataclass(frozen=True)
class Quality:
    """What is known of the quality of a home."""

    version: int | None
    """The version that is served."""
    runs: list[AuditRecord]
    """The last audits, the newest last."""
    rules: list[Row] = field(default_factory=list)
    """Rules that sources are held against, each with how often it was broken."""
    findings: list[Row] = field(default_factory=list)
    finding_count: int = 0
    evidence: dict[tuple[str, str, int], Row] = field(default_factory=dict)
    """Where a sample row of the last audit comes from, by table, check and place in the sample."""
    waivers: list[Waiver] = field(default_factory=list)
    expired: frozenset[Waiver] = frozenset()

    @property
    def last(self) -> AuditRecord | None:
        """The last audit; None where none is on record."""
        return self.runs[-1] if self.runs else None


def gather(home: Home) -> Quality:
    """Return what is known of the quality of a home.

    Raises:
        Damaged: the record of an audit cannot be read.
        WrongArguments: there is no such home, or a waiver of it cannot be understood.
    """
    if not home.root.is_dir():
        raise WrongArguments(
            f"There is no warehouse in {home.root}.", expected="a home", todo="`fazhi run` first, or --home"
        )
    runs, version = read_records(home)[-SHOWN_RUNS:], current_version(home)
    waivers, today = load_waivers(home), today_in_china()
    found = Quality(
        version=version,
        runs=runs,
        evidence=_evidence(home, runs[-1]) if runs else {},
        waivers=waivers,
        expired=frozenset(waiver for waiver in waivers if waiver.until < today),
    )
    return found if version is None else _with_findings(home, version, found)


def _with_findings(home: Home, version: int, found: Quality) -> Quality:
    there = "SELECT 1 AS there FROM duckdb_tables() WHERE table_name = 'quality_evaluation'"
    with open_published(home, version) as published:
        if not published.rows(there):
            return found  # A version from before there were findings.
        (count,) = published.rows("SELECT count(*) AS rows FROM quality_finding")
        return replace(
            found,
            rules=published.rows(read_statement("quality/page/rules.sql")),
            findings=published.rows(read_statement("quality/page/findings.sql"), [SHOWN_FINDINGS]),
            finding_count=count["rows"],
        )


def _evidence(home: Home, record: AuditRecord) -> dict[tuple[str, str, int], Row]:
    with _looked_at(home, record) as connection:
        if connection is None:
            return {}
        found = ((key, _source_of(connection, row)) for key, row in _sampled(record.outcomes))
        return {key: source for key, source in found if source is not None}


def _sampled(outcomes: tuple[CheckOutcome, ...]) -> Iterator[tuple[tuple[str, str, int], Row]]:
    for outcome in outcomes:
        if outcome.outcome == "fail":
            for place, row in enumerate(outcome.sample):
                yield (outcome.table, outcome.name, place), row


@contextmanager
def _looked_at(home: Home, record: AuditRecord) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Open the very rows that the audit looked at: the build that was kept, or the version it became."""
    kept = [path for path in home.quarantine.glob("*.duckdb") if record.run_id in path.name]
    kept += [] if record.published is None else home.versions.glob(f"wh-{record.published:08d}-*.duckdb")
    try:
        connection = duckdb.connect(str(kept[0]), read_only=True, config=_HARDENED) if kept else None
    except duckdb.Error:  # It was kept because it is broken: then no way leads back from its rows.
        connection = None
    with nullcontext() if connection is None else connection:
        yield connection


def _source_of(connection: duckdb.DuckDBPyConnection, row: Mapping[str, Any]) -> Row | None:
    asked = {name: row.get(name) for name in _ASKED}
    if all(asked[name] is None for name in _LEADING):
        return None
    try:
        found = connection.execute(read_statement("quality/page/evidence.sql"), asked)
        names = [column[0] for column in found.description or ()]
        sources = [dict(zip(names, values, strict=True)) for values in found.fetchall()]
    except duckdb.Error:  # A column or a table may be what it was kept for.
        return None
    return sources[0] if sources else None
