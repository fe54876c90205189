"""Letting a failed check pass for a time: by whom, until when and why, on record and shown with the data.

What belongs here: the waivers of a home, and which failures they cover. What does not: making checks
(``warehouse.audit``). A check that could not be made is never let pass: nothing is known of the data then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import pyarrow as pa

from extractors.privacy import mask_persons
from warehouse.audit import CheckOutcome, audit_build
from warehouse.build import open_build
from warehouse.checks import Check, load_checks, registry_checks
from warehouse.entries import read_entries, refused, today_in_china, write_entry
from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.runs import Run

TABLE = "waiver"
"""The published table that shows which failures were let pass."""
_FORM = {"check": str, "table": str, "until": date, "by": str, "reason": str, "made_on": date}
_TYPES: dict[str, pa.DataType] = {
    "check_name": pa.string(),
    "table_name": pa.string(),
    "until": pa.date32(),
    "waived_by": pa.string(),
    "reason": pa.string(),
    "failed_count": pa.int64(),
}
ROWS = pa.schema(list(_TYPES.items()))


@dataclass(frozen=True, slots=True)
class Waiver:
    """One failure that is let pass."""

    check: str
    table: str
    until: date
    """Last day on which it counts, in Asia/Shanghai."""
    by: str
    reason: str
    made_on: date

    def covers(self, outcome: CheckOutcome, day: date) -> bool:
        """Say whether it lets an outcome pass on a day: a failure that stops the publication, no error."""
        stops = outcome.outcome == "fail" and outcome.severity == "abort"
        return stops and (self.check, self.table) == (outcome.name, outcome.table) and day <= self.until


def load_waivers(home: Home) -> list[Waiver]:
    """Return the waivers of a home, expired ones too, the longest last.

    Raises:
        WrongArguments: a file cannot be understood, or one that still counts names no check.
    """
    found = []
    for path, entry in read_entries(home.waivers, _FORM):
        waiver = Waiver(**entry)
        if waiver.until >= today_in_china() and (waiver.check, waiver.table) not in _checks():
            raise refused(path, f"there is no check {waiver.check} of {waiver.table}")
        found.append(waiver)
    return sorted(found, key=lambda waiver: (waiver.until, waiver.made_on, waiver.check, waiver.table))


def add_waiver(home: Home, named: str, until: date, by: str, reason: str) -> tuple[Path, Waiver]:
    """Let the failure of a check, named ``CHECK`` or ``CHECK:TABLE``, pass until a day, and return the file.

    Raises:
        WrongArguments: there is no such check, it may not be waived, or the day is over.
    """
    today = today_in_china()
    check = find_check(named)
    if until < today:
        raise WrongArguments(
            f"{until} is over: it is {today} in Asia/Shanghai.", expected="today or a later day, YYYY-MM-DD"
        )
    waiver = Waiver(check.name, check.table, until, by.strip(), mask_persons(reason.strip()), today)
    path = home.waivers / f"{check.table}.{check.name}.{until}.toml"
    write_entry(path, asdict(waiver), _FORM)
    return path, waiver


def find_check(named: str) -> Check:
    """Return the one check that stops a publication and is called ``CHECK`` or ``CHECK:TABLE``.

    Raises:
        WrongArguments: there is none, there are several, or it cannot be waived.
    """
    name, _, table = named.partition(":")
    checks = _checks()
    found = [check for (n, t), check in checks.items() if n == name and table in ("", t)]
    if not found:
        names = sorted({n for n, _ in checks})
        near = get_close_matches(name, names, n=5, cutoff=0.5)
        near += [f"{n}:{t}" for n, t in checks if n == name]
        listed = ", ".join(near or names)
        raise WrongArguments(f"There is no check {named}.", expected=f"one of {listed}")
    if len(found) > 1:
        raise WrongArguments(
            f"{len(found)} tables have a check {name}.", expected=f"one table, as in {name}:{found[0].table}"
        )
    (check,) = found
    if check.severity != "abort":
        raise WrongArguments(
            f"{named} only warns: it stops no publication.", expected="a check that stops the publication"
        )
    if not check.may_be_waived:
        raise WrongArguments(f"{named} is never waived.", expected="a check that may be", todo=check.todo)
    return check


def waived(outcomes: Iterable[CheckOutcome], waivers: Iterable[Waiver], day: date) -> list[CheckOutcome]:
    """Return the outcomes, each failure that is let pass with who lets it, until when and why."""
    known = list(waivers)
    told = []
    for outcome in outcomes:
        covering = [waiver for waiver in known if waiver.covers(outcome, day)]
        told.append(replace(outcome, waived=_words_of(covering[-1])) if covering else outcome)
    return told


def let_pass(run: Run, outcomes: Sequence[CheckOutcome]) -> list[CheckOutcome]:
    """Return the outcomes as the waivers of the home leave them.

    Where they let the build pass, they are written into it, and it is audited once more: what is published
    is what was looked at.

    Raises:
        WrongArguments: a waiver cannot be understood.
    """
    waivers, day = load_waivers(run.home), today_in_china()
    told = waived(outcomes, waivers, day)
    if not any(o.waived for o in told) or any(o.stops_publication for o in told):
        return told
    _write_rows(run, told)
    again = {(o.table, o.name): o for o in audit_build(run)}
    # What failed stands, even if the same check were to pass the second time.
    renewed = [o if o.outcome in ("fail", "error") else again.pop((o.table, o.name), o) for o in told]
    return waived(renewed, waivers, day)


def waiver_rows(outcomes: Iterable[CheckOutcome] = ()) -> pa.Table:
    """Return the failures that were let pass as rows of the published table."""
    rows = [
        {
            "check_name": outcome.name,
            "table_name": outcome.table,
            "until": date.fromisoformat(outcome.waived["until"]),
            "waived_by": outcome.waived["by"],
            "reason": outcome.waived["reason"],
            "failed_count": outcome.failed,
        }
        for outcome in outcomes
        if outcome.waived is not None
    ]
    return pa.Table.from_pylist(rows, schema=ROWS)


def _write_rows(run: Run, outcomes: Iterable[CheckOutcome]) -> None:
    with open_build(run.build_path) as connection:
        connection.register("failures_let_pass", waiver_rows(outcomes))
        connection.execute(f"DELETE FROM {TABLE}")
        connection.execute(f"INSERT INTO {TABLE} BY NAME FROM failures_let_pass ORDER BY ALL")


def _words_of(waiver: Waiver) -> dict[str, str]:
    return {"by": waiver.by, "until": waiver.until.isoformat(), "reason": waiver.reason}


def _checks() -> dict[tuple[str, str], Check]:
    from warehouse.quality import SUITE_CHECK, TABLES_WITH_SUITE

    suites = [Check(SUITE_CHECK, table, "abort", "", "", "", "") for table in TABLES_WITH_SUITE]
    return {(check.name, check.table): check for check in [*load_checks(), *registry_checks(), *suites]}
