"""The gate as Dagster shows it; a run of the publication alone gets past it no more than the whole job."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest

from dagster_project.checks import result_of
from dagster_project.definitions import defs
from dagster_project.session import Session
from tests.publishing import make_template
from warehouse.audit import CheckOutcome, all_checks
from warehouse.errors import AuditFailed, AuditNotMade
from warehouse.home import Home
from warehouse.publish import Publication
from warehouse.quality.record import read_records
from warehouse.registry import TABLES
from warehouse.versions import current_version

BREAK = "delete from missing_value where metric = 'fine_amount'"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session of which no step has run yet, and that finds its tables built."""
    monkeypatch.setattr(Session, "build", lambda *_: None)
    opened = Session(Home.at(tmp_path / "home").create())
    yield opened
    opened.close()


def built(session: Session, template: Path, statement: str) -> Session:
    shutil.copy(template, session.run.build_path)
    with duckdb.connect(session.run.build_path) as connection:
        connection.execute(statement)
    return session


def test_each_check_of_the_gate_is_an_asset_check_on_its_own_table_and_blocks_where_it_aborts() -> None:
    graph = defs.resolve_asset_graph()
    shown = {
        (key.asset_key.to_user_string(), key.name): graph.get_check_spec(key).blocking
        for key in graph.asset_check_keys
        if key.name != "expectations"
    }
    assert shown == {(check.table, check.name): check.severity == "abort" for check in all_checks()}


def test_a_check_shows_what_it_looked_at_what_failed_and_some_rows() -> None:
    sample = [{"metric": "fine_amount", "sentence": "某人的话"}]
    result = result_of("report", CheckOutcome("rule", "report", "abort", "fail", 30, 2, sample))
    assert (result.metadata["evaluated"].value, result.metadata["failed"].value) == (30, 2)
    table = result.metadata["sample"]
    assert isinstance(table, dg.MarkdownMetadataValue)
    assert "| metric | sentence |" in str(table.value)
    assert "某人" not in str(table.value)


def test_a_waived_failure_is_no_success_and_stops_nothing() -> None:
    waived = {"by": "a", "until": "2026-01-31", "reason": "b"}
    outcome = CheckOutcome("rule", "report", "abort", "fail", 3, 1, waived=waived)
    result = result_of("report", outcome)
    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert result.metadata["waived"].value == "until 2026-01-31 by a: b"


def test_the_publication_alone_passes_over_a_sound_build(session: Session, template: Path) -> None:
    assert isinstance(built(session, template, "select 1").publish(), Publication)
    suites = {o.table: o.outcome for o in session.suite_outcomes}
    assert set(suites) == set(TABLES), "the suites were asked, too"
    assert suites["fact_metric"] == "pass"
    assert suites["waiver"] == "not_evaluated", "nothing is green over no rows"


def test_the_publication_alone_is_refused_over_a_build_that_fails(session: Session, template: Path) -> None:
    with pytest.raises(AuditFailed):
        built(session, template, BREAK).publish()
    assert current_version(session.home) is None
    assert [record.ending for record in read_records(session.home)] == ["failed"]


def test_an_engine_that_raises_blocks_the_publication_alone_with_its_own_code(
    session: Session, template: Path, broken_engine: None
) -> None:
    with pytest.raises(AuditNotMade) as caught:
        built(session, template, "select 1").publish()
    assert caught.value.exit_code == 5
    assert current_version(session.home) is None
    assert [record.ending for record in read_records(session.home)] == ["not_made"]


@pytest.mark.slow
def test_a_renamed_column_is_an_error_that_blocks_the_publication_alone(
    session: Session, template: Path
) -> None:
    with pytest.raises(AuditNotMade) as caught:
        built(session, template, "alter table fact_disputes rename column year to 年份").publish()
    assert caught.value.exit_code == 5
    assert current_version(session.home) is None
    told = {o.name: o.outcome for o in session.outcomes if o.table == "fact_disputes"}
    assert (told["expectations"], told["key_is_unique"]) == ("error", "error")


@pytest.mark.slow
def test_dagster_itself_refuses_the_published_asset_over_a_build_that_fails(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = all_checks()
    bad = [c for c in checks if c.name == "empty_cells_have_reasons"]
    failing: list[Any] = [type(c)(c.name, c.table, "abort", "", "", "select 1", c.evaluated) for c in bad]
    monkeypatch.setattr("warehouse.audit.all_checks", lambda: [*checks, *failing])
    settings = {"resources": {"warehouse": {"config": {"home": str(own_home)}}}}
    with dg.DagsterInstance.ephemeral() as instance:
        result = defs.resolve_job_def("nightly").execute_in_process(
            instance=instance,
            run_config=settings,
            asset_selection=[dg.AssetKey("published")],
            raise_on_error=False,
        )
    assert not result.success
    assert result.get_asset_materialization_events() == []
    assert current_version(Home(own_home)) == 1
    assert [record.ending for record in read_records(Home(own_home))][-1] == "failed"
