"""Each check of the audit finds what it is for, errors are errors, and nothing is green on nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dagster_project.checks import tables_read
from tests.publishing import make_template
from warehouse.audit import CheckOutcome, audit_build, make_check, make_checks
from warehouse.checks import Check, load_checks, registry_checks
from warehouse.home import Home
from warehouse.registry import TABLES
from warehouse.runs import open_run

CHECKS = {f"{check.table}.{check.name}": check for check in [*load_checks(), *registry_checks()]}

# A way to break a sound build, for every check of sql/checks and for each kind drawn from the registry.
BROKEN = {
    "observation.observations_have_reports": "update observation set report_id = 'x'",
    "observation.offsets_are_ordered": "update observation set end_offset = end_offset + 1",
    "fact_metric.facts_quote_observations": "update fact_metric set value = value + 1",
    "fact_history.history_ends_in_facts": "update fact_history set value = value + 1",
    "fact_metric.facts_have_value_or_reason": "update fact_metric set missing_reason = 'ambiguous'",
    "fact_metric.facts_are_achieved": "update observation set status = 'target'",
    "missing_value.empty_cells_have_reasons": "delete from missing_value where metric = 'fine_amount'",
    "report.most_reports_are_settled": "update report set state = 'no_year'",
    "document.most_documents_are_read": "update document set state = 'quarantined'",
    "fact_metric.few_facts_are_in_conflict": "update fact_metric set is_contested = true",
    "report.one_current_edition": "update report set is_current = false",
    "observation.no_identity_numbers": "update observation set sentence = '某人（11010519491231002X）'",
    "observation.no_mobile_numbers": "update observation set subset = '电话13800138000。'",
    "report.places_are_settled": "update report set state = 'ambiguous_place'",
    "document.documents_were_read": "update document set state = 'quarantined', reason = 'pdf'",
    "report.reports_yield_facts": "update fact_metric set value = null",
    "document.extractor_held_up": "update document set state = 'quarantined', reason = 'the extractor …'",
    "report.key_is_unique": "insert into report select * from report",
    "report.columns_as_registered": "alter table report alter column edition type varchar",
    "report.values_are_allowed": "update report set report_year = 24",
    "observation.values_are_allowed": "update observation set status = 'guessed'",
    "fact_legality_review.cells_equal_facts": "update fact_legality_review set legal_adviser_count = 4",
    "mart_jurisdiction_year.cells_equal_facts": "update mart_jurisdiction_year set fine_amount = 4",
}


BASED = {(check.table, check.name) for check in load_checks() if check.needs_base}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def build(template: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path = shutil.copy(template, tmp_path / "build.duckdb")
    with duckdb.connect(path) as connection:
        yield connection


def made(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckOutcome:
    outcome = make_check(connection, check)
    assert (outcome.name, outcome.table, outcome.severity) == (check.name, check.table, check.severity)
    return outcome


def test_every_check_that_is_written_has_a_build_that_it_finds_broken() -> None:
    written = {f"{c.table}.{c.name}" for c in load_checks() if not c.needs_base}
    assert written <= set(BROKEN)
    assert {c.name for c in registry_checks()} <= {name.split(".")[1] for name in BROKEN}


@pytest.mark.parametrize("name", BROKEN)
def test_a_check_passes_on_a_sound_build_and_finds_a_broken_one(
    build: duckdb.DuckDBPyConnection, name: str
) -> None:
    sound = made(build, CHECKS[name])
    assert (sound.outcome, sound.failed) == ("pass", 0)
    build.execute(BROKEN[name])
    broken = made(build, CHECKS[name])
    assert (broken.outcome, broken.stops_publication) == ("fail", broken.severity == "abort")
    assert broken.evaluated >= broken.failed > 0 or broken.table == "report"
    assert broken.sample


@pytest.mark.parametrize(
    "name", [n for n, c in CHECKS.items() if c.name != "columns_as_registered" and not c.needs_base]
)
def test_no_check_is_green_on_an_empty_table(build: duckdb.DuckDBPyConnection, name: str) -> None:
    for table in TABLES:
        build.execute(f"delete from {table}")
    assert made(build, CHECKS[name]).outcome in ("not_evaluated", "fail")


def test_a_version_before_of_another_schema_is_no_measure(build: duckdb.DuckDBPyConnection) -> None:
    build.execute("attach ':memory:' as base")
    build.execute("create table base._meta as select 'schema_version' as name, '0' as content")
    outcomes = make_checks(build, [check for check in load_checks() if check.needs_base])
    assert {outcome.outcome for outcome in outcomes} == {"not_evaluated"}
    assert "another schema" in outcomes[0].todo


def test_an_aborting_check_stands_on_the_last_of_the_tables_that_it_reads() -> None:
    """There it can hold back all that comes after, and nothing that it waits for."""
    standing = {f"{c.table}.{c.name}": tables_read(c)[-1] for c in CHECKS.values() if c.severity == "abort"}
    assert {name: last for name, last in standing.items() if not name.startswith(f"{last}.")} == {}


def test_a_renamed_column_is_an_error_and_no_failure(build: duckdb.DuckDBPyConnection) -> None:
    build.execute("alter table observation rename column sentence to sentense")
    outcome = made(build, CHECKS["observation.no_identity_numbers"])
    assert (outcome.outcome, outcome.stops_publication) == ("error", True)
    assert "sentence" in str(outcome.sample)


def test_an_audit_looks_at_every_table_and_at_the_version_before(template: Path, tmp_path: Path) -> None:
    from tests.publishing import build_from, publish_once

    home = Home.at(tmp_path / "home")
    with open_run(home) as run:
        build_from(template, run)
        first = [o for o in audit_build(run) if (o.table, o.name) in BASED]
    assert {o.outcome for o in first} == {"not_evaluated"}, "there is no version before the first"
    publish_once(home, template)
    with open_run(home) as run:
        build_from(template, run)
        outcomes = audit_build(run)
    assert {outcome.table for outcome in outcomes} == set(TABLES)
    by_name = {(o.table, o.name): o for o in outcomes}
    floors = [by_name[key] for key in BASED]
    assert {floor.outcome for floor in floors} == {"pass"}
    assert len(floors) >= 4
    assert by_name["fact_metric", "facts_quote_observations"].outcome == "fail", "its values were changed"
    assert by_name["mart_year_on_year", "key_is_unique"].outcome == "not_evaluated"
