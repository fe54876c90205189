"""The audit of a build, read-only on the very file that is to be published.

Two kinds of checks: those drawn from the registry (schema, keys, ranges, sets), and the files of
``sql/checks``. Each selects the bad rows. Outcomes: pass, fail, error (it could not be made), not_evaluated
(no row to look at: never a pass).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import duckdb
import polars as pl

from warehouse.checks import Check, load_checks, registry_checks
from warehouse.content import scan_table
from warehouse.registry import TABLES
from warehouse.registry.ddl import literal
from warehouse.runs import Run
from warehouse.versions import version_path

SAMPLE_ROWS = 5
FULL_SCAN = "full_scan"


@dataclass(frozen=True)
class CheckOutcome:
    """What came of one check."""

    name: str
    table: str
    severity: str
    """abort: it stops the publication; warn: it is told."""
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
    with _open_for_audit(run) as connection:
        outcomes = [_scan(connection, name) for name in TABLES]
        outcomes += [
            make_check(connection, check) for check in all_checks(has_base=run.base_version is not None)
        ]
    return outcomes


def audit_checks(run: Run, checks: Sequence[Check]) -> list[CheckOutcome]:
    """Make some checks on the build as far as it goes; some want a version before."""
    with _open_for_audit(run) as connection:
        return [
            make_check(connection, check)
            if run.base_version is not None or not check.needs_base
            else CheckOutcome(
                check.name, check.table, check.severity, "not_evaluated", 0, 0, [], check.meaning
            )
            for check in checks
        ]


def all_checks(*, has_base: bool) -> list[Check]:
    """Return the checks in order; those against the version before only where there is one."""
    return [*registry_checks(), *(check for check in load_checks() if has_base or not check.needs_base)]


def make_check(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckOutcome:
    """Make one check on an open build."""
    told = (check.name, check.table, check.severity)
    try:
        evaluated = int(connection.execute(check.evaluated).fetchall()[0][0])
        if not evaluated:
            outcome = "fail" if check.fails_on_nothing else "not_evaluated"
            return CheckOutcome(*told, outcome, 0, 0, [], check.meaning, check.todo)
        failed = int(connection.execute(f"SELECT count(*) FROM ({check.select})").fetchall()[0][0])
        sample = _sample(connection, check.select) if failed else []
    except duckdb.Error as error:
        return _error(*told, error, check.meaning, check.todo)
    return CheckOutcome(
        *told, "fail" if failed else "pass", evaluated, failed, sample, check.meaning, check.todo
    )


@contextmanager
def _open_for_audit(run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"ATTACH {literal(str(run.build_path))} AS build (READ_ONLY)")
        if run.base_version is not None:
            path = version_path(run.home, run.base_version)
            connection.execute(f"ATTACH {literal(str(path))} AS base (READ_ONLY)")
        connection.execute("USE build")
        yield connection


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
    sample = [{"error": f"{type(error).__name__}: {str(error)[:400]}"}]
    return CheckOutcome(name, table, severity, "error", 0, 0, sample, meaning, todo)
