"""``kill -9`` of a night and of the daemon, as Dagster starts them: the next night publishes with no hand."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from dagster_project.dead_runs import bury_dead_runs
from dagster_project.instance import prepare_records
from tests.composing import PROGRAMS
from tests.serving import end, start, started
from tests.snapshot import environment_of, take_snapshot
from warehouse import query
from warehouse.home import Home
from warehouse.locks import is_held
from warehouse.verify import verify
from warehouse.versions import current_version, list_versions

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 400
DEFINITIONS = ("-m", "dagster_project.definitions")
NIGHT = (PROGRAMS / "dagster", "job", "execute", *DEFINITIONS, "-j", "nightly")
LAUNCH = (PROGRAMS / "dagster", "job", "launch", *DEFINITIONS, "-j", "nightly")
DAEMON = (PROGRAMS / "dagster-daemon", "run", *DEFINITIONS)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.at(tmp_path / "home").create()
    prepare_records(made)
    return made


@pytest.fixture
def reports(tmp_path: Path, samples_dir: Path) -> Path:
    """A landing folder of two reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for path in sorted(samples_dir.glob("*.txt"))[:2]:
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def project(tmp_path: Path, home: Home, reports: Path) -> tuple[Path, dict[str, str]]:
    """A copy of the project that stands still, and the environment of its commands."""
    snapshot = take_snapshot(tmp_path)
    settings = {"FAZHI_HOME": str(home.root), "DAGSTER_HOME": str(home.dagster), "FAZHI_SCHEDULE": "stopped"}
    return snapshot, {**environment_of(snapshot), **settings, "FAZHI_REPORTS": str(reports)}


def wait_until(what: str, is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, f"{what}: not within {PATIENCE_SECONDS} seconds"
        time.sleep(0.2)


def is_building(home: Home) -> bool:
    return is_held(home.run_lock) and any(home.build.glob("*.duckdb"))


def statuses(home: Home) -> list[str]:
    """Return how Dagster's records say that the runs stand, the last one first."""
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        return [run.status.value for run in instance.get_runs()]


def assert_sound(home: Home, reports: int) -> None:
    """The version that is served is whole and holds all reports, and nothing is left over."""
    assert query(home, "select count(*) from report").item() == reports
    assert all(verify(home, manifest.number).is_intact for manifest in list_versions(home))
    assert list(home.build.iterdir()) == []
    assert not is_held(home.run_lock)


def test_the_night_after_a_killed_run_publishes_and_its_record_is_closed(
    home: Home, reports: Path, project: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder, settings = project
    night = start(NIGHT, folder, tmp_path / "log", settings)
    wait_until("a build", lambda: is_building(home) or night.poll() is not None)
    os.kill(night.pid, signal.SIGKILL)
    assert night.wait() == -signal.SIGKILL
    assert (current_version(home), statuses(home)) == (None, ["STARTED"])
    with started(NIGHT, folder, tmp_path / "log", **settings) as second:
        assert second.wait(PATIENCE_SECONDS) == 0, (tmp_path / "log").read_text()[-2000:]
    assert current_version(home) == 1
    assert_sound(home, reports=2)
    assert statuses(home) == ["SUCCESS", "STARTED"]
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        assert len(bury_dead_runs(instance, home, time.time() + 3600)) == 1, "as the next tick does"
    assert statuses(home) == ["SUCCESS", "FAILURE"]


def test_the_night_after_a_killed_daemon_publishes_whatever_its_children_still_do(
    home: Home, reports: Path, project: tuple[Path, dict[str, str]], samples_dir: Path, tmp_path: Path
) -> None:
    folder, settings = project

    def launch() -> None:
        with started(LAUNCH, folder, tmp_path / "launch", **settings) as launching:
            assert launching.wait(PATIENCE_SECONDS) == 0, (tmp_path / "launch").read_text()[-2000:]

    daemon = start(DAEMON, folder, tmp_path / "daemon", settings)
    try:
        launch()
        wait_until("a build", lambda: is_building(home))
        os.kill(daemon.pid, signal.SIGKILL)
        daemon.wait()
        shutil.copy(sorted(samples_dir.glob("*.txt"))[2], reports)
        with started(DAEMON, folder, tmp_path / "daemon", **settings):
            wait_until("an end of what the daemon had started", lambda: not is_held(home.run_lock))
            launch()
            wait_until("a good night", lambda: statuses(home)[0] in ("SUCCESS", "FAILURE"))
            assert statuses(home)[0] == "SUCCESS", (tmp_path / "daemon").read_text()[-2000:]
    finally:
        end(daemon)
    assert_sound(home, reports=3)
