"""Expectation suites over built tables, drawn from the registry and evaluated by Great Expectations.

What belongs here: what is expected of a table's values, and asking the engine. What does not: rules that join
or compare rows, which are statements of ``sql/checks``. Engine and pandas are imported only when a suite is
evaluated: that takes seconds.
"""

from __future__ import annotations

from pathlib import Path

from warehouse.audit import CheckOutcome
from warehouse.quality.engine import EngineFailed, evaluate_suite
from warehouse.registry import TABLES

__all__ = ["SUITE_CHECK", "TABLES_WITH_SUITE", "check_suite"]

SUITE_CHECK = "expectations"
TABLES_WITH_SUITE = ("fact_metric",)
"""Tables that a suite is evaluated on; the audit's own checks hold the rest at a hundredth of the time."""

_TODO_ENGINE = "run again; if it recurs, look at the installed great-expectations"
_MEANING = "登记表的承诺全部成立 · Everything that the registry promises of the table holds"


def check_suite(build: Path, table: str) -> CheckOutcome:
    """Return the outcome of a table's suite on a build; a broken engine is an error, no rows are no pass."""
    told = (SUITE_CHECK, table, "abort")
    try:
        result = evaluate_suite(build, TABLES[table])
    except EngineFailed as error:
        sample = [{"error": str(error)[:400]}]
        return CheckOutcome(*told, "error", 0, 0, sample, _MEANING, _TODO_ENGINE)
    if not result.rows:
        return CheckOutcome(*told, "not_evaluated", 0, 0, [], _MEANING)
    unmet = [{"expectation": meaning, "values": count} for meaning, count in result.unmet.items()]
    outcome = "fail" if unmet else "pass"
    todo = "look at the statement that fills the table" if unmet else ""
    return CheckOutcome(*told, outcome, result.rows, _rows_broken(result.unmet), unmet, _MEANING, todo)


def _rows_broken(unmet: dict[str, int]) -> int:
    """Return the least number of rows that must be bad: one row may break several expectations."""
    return max(unmet.values(), default=0) or len(unmet)
