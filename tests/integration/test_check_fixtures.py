"""Each check of ``sql/checks`` on tables of a few rows that violate it, keep it, or give it nothing to judge.

``checks/<name>.sql`` holds the tables, then its cases: after what stands below ``-- case: violates N``
the check finds N bad rows; ``warns`` is a violation too small to stop a publication; ``base`` is the
version before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from warehouse.audit import CheckOutcome, make_check
from warehouse.checks import load_checks
from warehouse.statements import FOLDER

FIXTURES = Path(__file__).parent / "checks"
CHECKS = {check.name: check for check in load_checks()}
WANTED = {"violates", "holds", "not_evaluable"}
OUTCOMES = {"violates": "fail", "warns": "fail", "holds": "pass", "not_evaluable": "not_evaluated"}


class Case(NamedTuple):
    """Tables of a few rows, and what a check says of them."""

    check: str
    kind: str
    failed: int
    statements: str


def cases_of(path: Path) -> Iterator[Case]:
    tables, *parts = re.split(r"^-- case: ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for part in parts:
        said, _, rows = part.partition("\n")
        kind, _, failed = said.strip().partition(" ")
        yield Case(path.stem, kind, int(failed or 0), tables + rows)


CASES = [case for path in sorted(FIXTURES.glob("*.sql")) for case in cases_of(path)]
VIOLATIONS = [case for case in CASES if case.kind == "violates"]
COLUMNS = "select table_name, column_name from duckdb_columns() where database_name = 'memory' order by all"


@contextmanager
def tables(case: Case) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as base")
        connection.execute(case.statements)
        yield connection


def judged(case: Case, select: str | None = None) -> CheckOutcome:
    check = CHECKS[case.check]
    with tables(case) as connection:
        return make_check(connection, replace(check, select=select or check.select))


def test_every_check_has_its_cases_and_every_case_its_check() -> None:
    assert {path.stem for path in FIXTURES.glob("*.sql")} == set(CHECKS)
    assert len(CHECKS) == len(list((FOLDER / "checks").glob("*.sql")))
    kinds = {name: {case.kind for case in CASES if case.check == name} for name in CHECKS}
    lacking = {name: WANTED - found for name, found in kinds.items() if not found >= WANTED}
    assert lacking == {}
    lenient = {name for name, check in CHECKS.items() if check.warns}
    assert {name for name, found in kinds.items() if "warns" in found} == lenient


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.kind}")
def test_a_check_says_of_a_few_rows_what_there_is_to_say(case: Case) -> None:
    outcome = judged(case)
    assert (outcome.outcome, outcome.failed) == (OUTCOMES[case.kind], case.failed)
    assert len(outcome.sample) == case.failed
    assert outcome.severity == ("warn" if case.kind == "warns" else CHECKS[case.check].severity)
    assert (case.failed > 0) == (case.kind in ("violates", "warns")) == (outcome.outcome == "fail")
    assert outcome.stops_publication == (case.kind == "violates" and outcome.severity == "abort")


@pytest.mark.parametrize("case", VIOLATIONS, ids=lambda case: case.check)
def test_a_check_that_was_emptied_is_noticed_by_its_violation(case: Case) -> None:
    assert judged(case, "select 1 as nothing where false").outcome != OUTCOMES["violates"]


@pytest.mark.parametrize("case", VIOLATIONS, ids=lambda case: case.check)
def test_a_check_is_an_error_where_what_it_reads_has_another_name(case: Case) -> None:
    """Each table and column of the case is renamed in turn: what a check does not read does not change it."""
    with tables(case) as connection:
        known = connection.execute(COLUMNS).fetchall()
    renamed = {f"alter table {table} rename to another_name": table for table, _ in known}
    renamed |= {f"alter table {table} rename {column} to another_name": column for table, column in known}
    missed = set()
    for statement, name in renamed.items():
        with tables(case) as connection:
            connection.execute(statement)
            outcome = make_check(connection, CHECKS[case.check])
        assert outcome.outcome in ("fail", "error"), f"{name}: green for want of what is read"
        if outcome.outcome == "error":
            assert outcome.stops_publication
            assert name in str(outcome.sample)
            missed.add(name)
    assert missed
