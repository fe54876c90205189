"""The audit of a build, read-only on the very file that is to be published.

Two kinds of checks: those drawn from the registry (schema, keys, ranges, sets), and the files of
``sql/checks``. Each selects the bad rows. Outcomes: pass, fail, error (it could not be made), not_evaluated
(no row to look at: never a pass).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb
import polars as pl

from extractors.privacy import mask_persons
from warehouse.build import open_build_and_base
from warehouse.checks import Check, load_checks, registry_checks
from warehouse.content import scan_table
from warehouse.registry import SCHEMA_VERSION, TABLES
from warehouse.runs import Run

SAMPLE_ROWS = 5
FULL_SCAN = "full_scan"


@dataclass(frozen=True)
class CheckOutcome:
    """What came of one check."""

    name: str
    table: str
    severity: str
    """abort: it stops the publication; warn: it is told. Of a failure that only warns, warn."""
    outcome: str
    """pass, fail, error or not_evaluated."""
    evaluated: int
    """Rows looked at."""
    failed: int
    """Rows found bad."""
    sample: list[dict[str, Any]] = field(default_factory=list)
    meaning: str = ""
    todo: str = ""
    waived: dict[str, str] | None = None
    """By whom, until when and why the failure is let pass; None where it is not."""

    @property
    def stops_publication(self) -> bool:
        """Nothing may be published past this outcome: an error always, a failure unless it is waived."""
        if self.outcome == "error":
            return True
        return self.outcome == "fail" and self.severity == "abort" and self.waived is None


def audit_build(run: Run) -> list[CheckOutcome]:
    """Make every check on the build of a run. A check that raises is an outcome, too."""
    with open_build_and_base(run) as connection:
        return [*(_scan(connection, name) for name in TABLES), *make_checks(connection, all_checks())]


def audit_checks(run: Run, checks: Sequence[Check]) -> list[CheckOutcome]:
    """Make some checks on the build as far as it goes."""
    with open_build_and_base(run) as connection:
        return make_checks(connection, checks)


def all_checks() -> list[Check]:
    """Return the checks in their order."""
    return [*registry_checks(), *load_checks()]


def make_checks(connection: duckdb.DuckDBPyConnection, checks: Sequence[Check]) -> list[CheckOutcome]:
    """Make checks on an open build; those against the version before only where there is one to compare."""
    lacks = _why_no_base(connection) if any(check.needs_base for check in checks) else None
    return [
        replace(_told(check, "not_evaluated"), todo=lacks)
        if lacks is not None and check.needs_base
        else make_check(connection, check)
        for check in checks
    ]


def make_check(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckOutcome:
    """Make one check on an open build."""
    try:
        evaluated = int(connection.execute(check.evaluated).fetchall()[0][0])
        if not evaluated:
            return _told(check, "fail" if check.fails_on_nothing else "not_evaluated")
        failed, stopping = _count_failed(connection, check)
        sample = _sample(connection, check.select) if failed else []
    except duckdb.Error as error:
        return _error(check.name, check.table, check.severity, error, check.meaning, check.todo)
    told = _told(check, "fail" if failed else "pass")
    told = replace(told, evaluated=evaluated, failed=failed, sample=sample)
    return told if stopping or not failed else replace(told, severity="warn")


def _told(check: Check, outcome: str) -> CheckOutcome:
    return CheckOutcome(
        check.name, check.table, check.severity, outcome, 0, 0, [], check.meaning, check.todo
    )


def _count_failed(connection: duckdb.DuckDBPyConnection, check: Check) -> tuple[int, int]:
    """Return how many rows are bad, and how many of them do more than warn."""
    beyond = f"NOT coalesce({check.warns}, false)" if check.warns else "true"
    counted = f"SELECT count(*), count(*) FILTER (WHERE {beyond}) FROM ({check.select})"
    ((failed, stopping),) = connection.execute(counted).fetchall()
    return int(failed), int(stopping)


def _why_no_base(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Return why the version before says nothing about this build; None where the two can be compared."""
    if not connection.execute("FROM duckdb_databases() WHERE database_name = 'base'").fetchall():
        return "there is no version before: the first one is the measure of the next"
    try:
        found = connection.execute("SELECT content FROM base._meta WHERE name = 'schema_version'").fetchall()
    except duckdb.Error:
        return None  # The comparison itself will raise, and that is an outcome.
    if found != [(str(SCHEMA_VERSION),)]:
        return "the version before has another schema: compare the two with fazhi diff"
    return None


def _scan(connection: duckdb.DuckDBPyConnection, name: str) -> CheckOutcome:
    meaning = "全表逐列可读，并得其哈希 · Every column can be read in full; its hash is taken"
    try:
        rows, digest = scan_table(connection, TABLES[name])
    except duckdb.Error as error:
        return _error(FULL_SCAN, name, "abort", error, meaning, "build again; if it recurs, look at the disk")
    outcome = "pass" if rows else "not_evaluated"
    return CheckOutcome(FULL_SCAN, name, "abort", outcome, rows, 0, [{"rows": rows, "hash": digest}], meaning)


def _sample(connection: duckdb.DuckDBPyConnection, select: str) -> list[dict[str, Any]]:
    frame: pl.DataFrame = connection.sql(f"SELECT * FROM ({select}) LIMIT {SAMPLE_ROWS}").pl()
    return frame.to_dicts()


def _error(
    name: str, table: str, severity: str, error: duckdb.Error, meaning: str, todo: str
) -> CheckOutcome:
    # An engine may quote the value that it fell over.
    sample = [{"error": mask_persons(f"{type(error).__name__}: {str(error)[:400]}")}]
    return CheckOutcome(name, table, severity, "error", 0, 0, sample, meaning, todo)
