"""The nightly job as Dagster records it: what is materialised, what is skipped, what stops it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from dagster_project.commands.run import execute
from dagster_project.progress import ProgressBar
from dagster_project.session import Session
from warehouse.audit import CheckOutcome
from warehouse.errors import AuditFailed, AuditNotMade, Overtaken, RunInProgress
from warehouse.heartbeat import NOTHING_NEW, read_heartbeat
from warehouse.home import Home
from warehouse.locks import exclusive
from warehouse.readers import open_published
from warehouse.registry import TABLES
from warehouse.versions import current_version

ROOT = Path(__file__).resolve().parents[2]
KEYS = {*TABLES, "lake_document", "lake_report", "published"}


@pytest.fixture
def open_instance(monkeypatch: pytest.MonkeyPatch) -> Any:
    def opened(home: Path) -> dg.DagsterInstance:
        monkeypatch.setenv("DAGSTER_HOME", str(home / "dagster"))
        return dg.DagsterInstance.get()

    return opened


@pytest.fixture
def session(tmp_path: Path, samples_dir: Path) -> Iterator[Session]:
    home = Home(tmp_path / "home").create()
    opened = Session(home, samples_dir)
    yield opened
    opened.close()


def run(session: Session) -> str | None:
    with ProgressBar() as bar:
        return execute(session, bar)


def materialised(home: Path, open_instance: Any) -> set[str]:
    with open_instance(home) as instance:
        return {
            key.to_user_string()
            for key in instance.all_asset_keys()
            if instance.get_latest_materialization_event(key) is not None
        }


def test_every_asset_is_materialised_with_rows_columns_and_preview(
    sample_home: Path, open_instance: Any
) -> None:
    assert materialised(sample_home, open_instance) == KEYS
    with open_instance(sample_home) as instance, open_published(sample_home) as published:
        for name in TABLES:
            event = instance.get_latest_materialization_event(dg.AssetKey(name))
            metadata = event.asset_materialization.metadata
            (row,) = published.rows(f'select count(*) as n from "{name}"')
            assert metadata["dagster/row_count"].value == row["n"]
            assert metadata["preview"].value
            assert metadata["dagster/column_schema"].value.columns


def test_no_sentence_of_a_report_is_in_dagsters_records(sample_home: Path) -> None:
    with open_published(sample_home) as published:
        sentences = [row["sentence"] for row in published.rows("select distinct sentence from observation")]
    assert len(sentences) > 20
    recorded = b"".join(path.read_bytes() for path in (sample_home / "dagster").rglob("*") if path.is_file())
    told = recorded.decode("utf-8", "ignore")
    for sentence in sentences:
        opening = sentence.strip()[:30]
        assert opening not in told
        assert json.dumps(opening)[1:-1] not in told


def test_every_check_has_an_evaluation(sample_home: Path, open_instance: Any) -> None:
    from dagster_project.definitions import defs

    keys = list(defs.resolve_asset_graph().asset_check_keys)
    with open_instance(sample_home) as instance:
        records = instance.event_log_storage.get_latest_asset_check_execution_by_key(keys)
    assert set(records) == set(keys)
    assert {record.status.value for record in records.values()} <= {"SUCCEEDED", "FAILED"}


@pytest.mark.usefixtures("without_suites")
def test_a_night_with_nothing_new_skips_what_comes_after_and_says_so(
    own_home: Path, samples_dir: Path, open_instance: Any
) -> None:
    session = Session(Home(own_home), samples_dir)
    assert run(session) is None
    assert session.ending is None
    assert session.results == {}
    with open_instance(own_home) as instance:
        latest = instance.get_runs(limit=1)[0]
        events = [log.dagster_event for log in instance.all_logs(latest.run_id) if log.dagster_event]
    done = [e.asset_key.to_user_string() for e in events if e.is_step_materialization and e.asset_key]
    assert latest.status == dg.DagsterRunStatus.SUCCESS
    assert "STEP_SKIPPED" in {event.event_type_value for event in events}
    assert done == ["lake_document"], "the folder was looked into, and nothing else was made"
    night = read_heartbeat(Home(own_home)).success
    assert night is not None
    assert (night.outcome, night.version) == (NOTHING_NEW, 1)


@pytest.mark.usefixtures("without_suites")
def test_another_run_at_work_materialises_nothing_and_the_night_is_not_held_for_failed(
    session: Session, open_instance: Any
) -> None:
    session.patience = (600.0,)
    with exclusive(session.home.run_lock):
        said = run(session)
    assert isinstance(session.error, RunInProgress)
    assert "Another run is at work" in str(said)
    assert materialised(session.home.root, open_instance) == set()
    assert read_heartbeat(session.home).last is None


def fail_the_check_of(table: str, outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dagster_project import session as module

    make = module.audit_checks

    def made(*arguments: Any) -> list[CheckOutcome]:
        return [
            CheckOutcome(o.name, o.table, "abort", outcome, 3, 1) if o.table == table else o
            for o in make(*arguments)
        ]

    monkeypatch.setattr(module, "audit_checks", made)


@pytest.mark.parametrize(
    ("outcome", "error"),
    [("fail", AuditFailed), pytest.param("error", AuditNotMade, marks=pytest.mark.slow)],
)
@pytest.mark.usefixtures("without_suites")
def test_a_check_that_stops_blocks_what_comes_after_and_keeps_the_build(
    outcome: str,
    error: type[Exception],
    session: Session,
    open_instance: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fail_the_check_of("report", outcome, monkeypatch)
    run(session)
    assert isinstance(session.error, error)
    assert current_version(session.home) is None
    assert len(list(session.home.quarantine.glob("*.duckdb"))) == 1
    done = materialised(session.home.root, open_instance)
    assert "report" in done
    assert not {"fact_metric", "published"} & done


@pytest.mark.slow
def test_an_engine_that_raises_is_an_error_and_not_a_failure_of_the_data(
    session: Session, broken_engine: None
) -> None:
    run(session)
    assert isinstance(session.error, AuditNotMade)
    assert {outcome.outcome for outcome in session.suite_outcomes} == {"error", "not_evaluated"}
    assert current_version(session.home) is None


@pytest.mark.slow
@pytest.mark.usefixtures("without_suites")
def test_a_run_that_loses_the_race_publishes_nothing(
    session: Session, open_instance: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*_: object) -> None:
        raise Overtaken("Version 2 was published meanwhile.")

    monkeypatch.setattr("dagster_project.session.publish_build", overtaken)
    run(session)
    assert session.error is not None
    assert session.error.exit_code == 6
    assert "published" not in materialised(session.home.root, open_instance)


@pytest.mark.slow
def test_dagster_itself_executes_the_nightly_job(tmp_path: Path, samples_dir: Path) -> None:
    home = Home(tmp_path / "home").create()
    environment = {
        **os.environ,
        "FAZHI_HOME": str(home.root),
        "FAZHI_REPORTS": str(samples_dir),
        "DAGSTER_HOME": str(home.dagster),
    }
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "dagster",
            "job",
            "execute",
            "-m",
            "dagster_project.definitions",
            "-j",
            "nightly",
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert current_version(home) == 1


@pytest.mark.slow
def test_one_table_alone_is_built_with_what_it_needs_and_publishes_nothing(
    own_home: Path, open_instance: Any
) -> None:
    from dagster_project.definitions import defs

    settings = {"resources": {"warehouse": {"config": {"home": str(own_home)}}}}
    with open_instance(own_home) as instance:
        result = defs.resolve_job_def("nightly").execute_in_process(
            instance=instance, run_config=settings, asset_selection=[dg.AssetKey("fact_disputes")]
        )
    (event,) = result.get_asset_materialization_events()
    assert event.asset_key == dg.AssetKey("fact_disputes")
    with open_published(own_home) as published:
        (row,) = published.rows("select count(*) as n from fact_disputes")
    assert event.materialization.metadata["dagster/row_count"].value == row["n"]
    assert current_version(Home(own_home)) == 1
