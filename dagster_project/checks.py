"""The checks of the audit on each table's page, and the expectation suites.

A check stands on its own table and is made on the run's own build, right after the tables that it reads;
where its severity is ``abort``, nothing downstream of its table is built past a failure. What is published is
audited once more, whole: that gate (``warehouse.publish``) does not rest on Dagster. Annotations stay as they
are: Dagster reads them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import dagster as dg

from dagster_project.assets import session_of
from dagster_project.failures import told_to_dagster
from dagster_project.presentation import preview
from dagster_project.resources import WAREHOUSE
from warehouse.audit import CheckOutcome, all_checks
from warehouse.checks import Check
from warehouse.quality import SUITE_CHECK, TABLES_WITH_SUITE
from warehouse.registry import TABLES

_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_NO_NAMES = re.compile(r"--[^\n]*|'[^']*'")
"""Comments and quoted texts, which may hold the name of a table by chance."""


def tables_read(check: Check) -> list[str]:
    """Return the tables that a check's statements name, in the order in which they are built."""
    statements = _NO_NAMES.sub("", f"{check.select}\n{check.evaluated}")
    words = {check.table, *_WORD.findall(statements)}
    return [name for name in TABLES if name in words]


def checks_by_tables() -> dict[tuple[str, str], list[Check]]:
    """Return the checks of each table, those apart that wait for a later one: its last."""
    grouped: dict[tuple[str, str], list[Check]] = {}
    for check in all_checks():
        grouped.setdefault((check.table, tables_read(check)[-1]), []).append(check)
    return grouped


def table_checks(asset: str, last: str, checks: Sequence[Check]) -> dg.AssetChecksDefinition:
    """Return one step that makes checks of a table once the last of the tables that they read is there."""
    needed = [name for name in TABLES if any(name in tables_read(check) for check in checks)]

    @dg.multi_asset_check(
        name=f"audit_{asset}" if last == asset else f"audit_{asset}_with_{last}",
        specs=[_spec(asset, check) for check in checks],
        required_resource_keys={WAREHOUSE},
    )
    def audit(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        with told_to_dagster():
            outcomes = session_of(context).check(asset, checks, needed)
        for outcome in outcomes:
            yield result_of(asset, outcome)

    return audit


def suite_checks(tables: Sequence[str]) -> dg.AssetChecksDefinition:
    """Return the step that tells how every table stands to its expectation suite.

    It waits for all tables, so none of its checks may hold back another table; the publication asks for the
    same outcomes itself, and is refused past a failure or an error.
    """
    described = "登记表的承诺 · what the registry promises, by Great Expectations"

    @dg.multi_asset_check(
        name="expect",
        specs=[dg.AssetCheckSpec(SUITE_CHECK, asset=table, description=described) for table in tables],
        required_resource_keys={WAREHOUSE},
        can_subset=True,  # Who builds one table alone hears of that table alone.
    )
    def expect(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        with told_to_dagster():
            asked = {key.asset_key.to_user_string() for key in context.selected_asset_check_keys}
            outcomes = session_of(context).check_suites(asked)
        for outcome in outcomes:
            yield result_of(outcome.table, outcome)

    return expect


def result_of(asset: str, outcome: CheckOutcome) -> dg.AssetCheckResult:
    """Return an outcome as Dagster shows it: green for a pass alone, a warning where there were no rows."""
    stops = outcome.stops_publication
    metadata: dict[str, Any] = {
        "outcome": outcome.outcome,
        "table": outcome.table,
        "evaluated": outcome.evaluated,
        "failed": outcome.failed,
    }
    if outcome.waived is not None:
        metadata["waived"] = "until {until} by {by}: {reason}".format(**outcome.waived)
    if outcome.outcome == "error":
        metadata["error"] = str(outcome.sample)
    elif outcome.sample:
        metadata["sample"] = preview(outcome.sample)
    if outcome.outcome != "pass" and outcome.todo:
        metadata["what to do"] = outcome.todo
    return dg.AssetCheckResult(
        passed=outcome.outcome == "pass",
        asset_key=asset,
        check_name=outcome.name,
        severity=dg.AssetCheckSeverity.ERROR if stops else dg.AssetCheckSeverity.WARN,
        description=f"{outcome.outcome}: {outcome.meaning}",
        metadata=metadata,
    )


def _spec(asset: str, check: Check) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        check.name,
        asset=asset,
        description=check.meaning,
        blocking=check.severity == "abort",
        additional_deps=[name for name in tables_read(check) if name != asset],
    )


def _all() -> Iterable[dg.AssetChecksDefinition]:
    for (asset, last), checks in checks_by_tables().items():
        yield table_checks(asset, last, checks)
    yield suite_checks(TABLES_WITH_SUITE)


ALL = list(_all())
