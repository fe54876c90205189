"""A night that nobody watches: tried again where that helps, bounded in time, on record, told to people."""

from __future__ import annotations

import errno
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from dagster_project.cli import main
from dagster_project.commands.run import execute
from dagster_project.dead_runs import bury_dead_runs
from dagster_project.definitions import defs
from dagster_project.failures import told_to_dagster
from dagster_project.instance import prepare_instance
from dagster_project.progress import ProgressBar
from dagster_project.resources import TOLD, waits
from dagster_project.session import Session
from dagster_project.time_limit import seconds_allowed
from dagster_project.watchers import run_died, warehouse_stale
from tests.listening import Webhook, webhook_server
from warehouse.errors import (
    AuditFailed,
    NoSpace,
    NothingReadable,
    RunInProgress,
    TookTooLong,
    WrongArguments,
)
from warehouse.heartbeat import FAILED, NOTHING_NEW, PUBLISHED, Night, read_heartbeat, record_night
from warehouse.home import Home
from warehouse.locks import exclusive
from warehouse.prometheus import metrics_path, metrics_text
from warehouse.steps import IngestResult

ROOT = Path(__file__).resolve().parents[2]
CANARY = "canary-51c2"

pytestmark = pytest.mark.usefixtures("without_suites")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.at(tmp_path / "home").create()
    prepare_instance(made)
    return made


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    """A bot that listens, at an address that nobody but the environment may know."""
    with webhook_server() as server:
        monkeypatch.setenv("FAZHI_WEBHOOK", f"{server.url}/{CANARY}")
        yield server


@pytest.fixture
def instance(home: Home) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.local_temp(str(home.dagster)) as opened:
        yield opened


@pytest.fixture
def ingest(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """Let the first step end as told, one ending a try; the rest of a night is not needed here."""

    def ending(*endings: Exception | None) -> list[int]:
        tries: list[int] = []

        def made(_run: object) -> IngestResult:
            tries.append(len(tries))
            told = endings[len(tries) - 1]
            if told is not None:
                raise told
            return IngestResult("document", 0, anything_new=False)

        monkeypatch.setattr("dagster_project.session.steps.ingest_documents", made)
        return tries

    return ending


def run(home: Home, **settings: Any) -> tuple[Session, str | None]:
    session = Session(home, **settings)
    with ProgressBar() as bar:
        return session, execute(session, bar)


def a_night(outcome: str, ago: timedelta) -> Night:
    ended = (datetime.now(UTC) - ago).isoformat(timespec="seconds")
    return Night("r000001", outcome, ended, ended, 1.5, 1, 4 if outcome == FAILED else 0)


@pytest.mark.parametrize(
    ("error", "tries", "ends_as"),
    [
        (OSError(errno.EIO, "x"), 0, dg.RetryRequested),
        (OSError(errno.EIO, "x"), 2, OSError),
        (OSError(errno.EACCES, "x"), 0, OSError),
        (NoSpace("x"), 1, dg.RetryRequested),
        (NoSpace("x"), 2, dg.Failure),
        (AuditFailed("x"), 0, dg.Failure),
        (NothingReadable("x"), 0, dg.Failure),
        (RunInProgress("x"), 0, dg.Failure),
        (ValueError("x"), 0, ValueError),
    ],
)
def test_only_what_may_pass_by_itself_is_tried_again(
    error: Exception, tries: int, ends_as: type[Exception]
) -> None:
    with pytest.raises(ends_as) as raised, told_to_dagster((60.0, 240.0), tries):
        raise error
    if isinstance(raised.value, dg.RetryRequested):
        assert raised.value.seconds_to_wait == (60.0, 240.0)[tries]
    if isinstance(raised.value, dg.Failure):
        assert not raised.value.allow_retries


def test_a_fault_that_passes_costs_a_second_try_and_the_night_is_good(
    home: Home, ingest: Callable[..., list[int]], heard: Webhook
) -> None:
    tries = ingest(OSError(errno.ESTALE, "x"), None)
    session, failed = run(home, patience=(0.01,))
    assert (failed, tries, session.unexpected, session.failed_step) == (None, [0, 1], None, "")
    night = read_heartbeat(home).last
    assert night is not None
    assert night.outcome == NOTHING_NEW
    assert heard.bodies == []
    assert "fazhi_last_run_exit_code 0" in metrics_path(home).read_text(encoding="utf-8")


def test_bad_data_are_not_tried_again_and_people_are_told_without_a_secret_anywhere(
    home: Home, ingest: Callable[..., list[int]], heard: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    tries = ingest(NothingReadable("The folder holds no file."))
    with caplog.at_level(logging.DEBUG):
        session, _ = run(home, patience=(0.01,))
    assert (len(tries), len(heard.bodies)) == (1, 1)
    assert session.error is not None
    assert "没有一份可读的文件" in heard.bodies[0]["text"]
    assert read_heartbeat(home).failing_since is not None
    kept = b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())
    assert len(kept) > 10_000
    assert CANARY.encode() not in kept
    assert CANARY not in caplog.text
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        assert instance.get_runs(limit=1)[0].tags[TOLD] == "yes"


@pytest.mark.slow
def test_a_dead_bot_does_not_make_a_run_fail(
    home: Home,
    ingest: Callable[..., list[int]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("FAZHI_WEBHOOK", f"http://127.0.0.1:1/{CANARY}")
    ingest(NothingReadable("x"))
    session, _ = run(home)
    assert isinstance(session.error, NothingReadable)
    assert [record.name for record in caplog.records if "not told" in record.message] == ["fazhi.alerts"]
    assert CANARY not in caplog.text


def test_a_step_that_begins_past_the_time_limit_ends_the_run(
    home: Home, ingest: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dagster_project.resources.seconds_allowed", lambda: -1)
    tries = ingest(None)
    session, _ = run(home)
    assert isinstance(session.error, TookTooLong)
    assert (session.error.exit_code, tries) == (9, [])


def test_a_step_that_hangs_is_ended_by_the_kernel() -> None:
    code = (
        "import time; from dagster_project import time_limit as t; t.GRACE_SECONDS = 0\n"
        "with t.ended_by_the_kernel(1): time.sleep(60)"
    )
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=60)
    assert done.returncode == -signal.SIGALRM
    assert time.monotonic() - begun < 50


@pytest.mark.parametrize(("name", "word"), [("FAZHI_MAX_RUNTIME", "4h"), ("FAZHI_RETRY_SECONDS", "soon")])
def test_a_setting_that_is_no_number_is_refused(
    name: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, word)
    with pytest.raises(WrongArguments, match=name):
        (seconds_allowed if name == "FAZHI_MAX_RUNTIME" else waits)()


def test_the_waits_grow_and_can_be_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(waits()) == sorted(set(waits()))
    monkeypatch.setenv("FAZHI_RETRY_SECONDS", "")
    assert waits() == ()


def begun_run(instance: dg.DagsterInstance, **tags: str) -> dg.DagsterRun:
    job = defs.resolve_job_def("nightly")
    return instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED, tags=tags)


def test_a_run_whose_process_is_gone_is_marked_as_failed_and_one_that_holds_the_lock_is_not(
    home: Home, instance: dg.DagsterInstance
) -> None:
    begun = begun_run(instance)
    later = time.time() + 3600
    with exclusive(home.run_lock):
        assert bury_dead_runs(instance, home, later) == []
    assert bury_dead_runs(instance, home) == [], "it has only just begun"
    assert bury_dead_runs(instance, home, later) == [begun.run_id]
    assert bury_dead_runs(instance, home, later) == []
    kept = instance.get_run_by_id(begun.run_id)
    assert kept is not None
    assert kept.status == dg.DagsterRunStatus.FAILURE


@pytest.mark.parametrize(("tags", "letters"), [({}, 1), ({TOLD: "yes"}, 0)])
def test_people_hear_of_a_run_that_died_and_once_only_of_one_that_told_them_itself(
    tags: dict[str, str],
    letters: int,
    home: Home,
    instance: dg.DagsterInstance,
    heard: Webhook,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FAZHI_HOME", str(home.root))
    begun = begun_run(instance, **tags)
    event = dg.DagsterEvent("PIPELINE_FAILURE", begun.job_name, message="its process is gone")
    context = dg.build_run_status_sensor_context("run_died", event, instance, begun)
    run_died(context.for_run_failure())
    assert len(heard.bodies) == letters


@pytest.mark.parametrize(("hours", "letters"), [(25, 0), (27, 1)])
def test_a_warehouse_is_stale_after_26_hours_without_a_good_night(
    hours: int,
    letters: int,
    home: Home,
    instance: dg.DagsterInstance,
    heard: Webhook,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FAZHI_HOME", str(home.root))
    record_night(home, a_night(PUBLISHED, timedelta(hours=hours)))
    context = dg.build_sensor_context(instance=instance)
    assert isinstance(warehouse_stale(context), dg.SkipReason)
    assert len(heard.bodies) == letters
    code = main(["doctor", "--stale-after", "26h", "--notify", "--home", str(home.root)])
    assert (code, len(heard.bodies)) == (letters, letters), "a second finder tells nobody again"
    assert f"{hours}.0 hours ago" in capsys.readouterr().out


def test_the_heartbeat_of_a_home_without_a_night_is_stale(home: Home, heard: Webhook) -> None:
    assert main(["doctor", "--stale-after", "1d", "--home", str(home.root)]) == 1
    assert heard.bodies == [], "nobody asked to be told"
    assert main(["doctor", "--stale-after", "soon", "--home", str(home.root)]) == WrongArguments.exit_code


def test_a_trial_says_whether_alerts_arrive(
    home: Home, heard: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["doctor", "--try-alerts", "--home", str(home.root)]) == 0
    assert "试发" in heard.bodies[0]["text"]
    monkeypatch.delenv("FAZHI_WEBHOOK")
    assert main(["doctor", "--try-alerts", "--home", str(home.root)]) == 1


def test_the_metrics_are_prometheus_text_and_say_what_a_monitor_needs(
    sample_home: Path, tmp_path: Path
) -> None:
    text = metrics_path(Home(sample_home)).read_text(encoding="utf-8")
    assert text == metrics_text(Home(sample_home))
    samples = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert samples["fazhi_version"] == "1"
    assert float(samples["fazhi_last_success_timestamp_seconds"]) > 1.7e9
    assert float(samples["fazhi_last_run_seconds"]) > 0
    for name in ('documents{state="read"}', 'checks{outcome="pass"}', 'facts{basis="stated_total"}'):
        assert float(samples[f"fazhi_{name}"]) > 0
    names = {name.split("{")[0] for name in samples}
    assert {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")} == names
    asked = ["doctor", "--stale-after", "1d", "--metrics", str(tmp_path / "m.prom")]
    assert main([*asked, "--home", str(sample_home)]) == 0
    assert (tmp_path / "m.prom").read_text(encoding="utf-8") == text
