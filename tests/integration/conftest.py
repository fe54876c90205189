"""A home that the command has run the samples into, once for all tests that only look at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from warehouse.quality import asking, engine
from warehouse.quality.engine import BatchResult

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def run_fazhi(*arguments: str | Path, **environment: str) -> Ended:
    """Run the command in a process of its own, as a night job does."""
    settings = {**os.environ, "COLUMNS": "120", **environment}
    done = subprocess.run(
        [sys.executable, "-m", "dagster_project.cli", *map(str, arguments)],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def fazhi() -> Callable[..., Ended]:
    """The command."""
    return run_fazhi


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory, samples_dir: Path) -> tuple[Path, Ended]:
    """A home with the samples in it, and how the run that made it ended."""
    home = tmp_path_factory.mktemp("first") / "home"
    return home, run_fazhi("run", "--reports", samples_dir, "--home", home)


@pytest.fixture(scope="session")
def sample_home(first_run: tuple[Path, Ended]) -> Path:
    """A home with the samples published. Not to be written to."""
    home, ended = first_run
    assert ended.code == 0, ended.err
    return home


@pytest.fixture
def own_home(sample_home: Path, tmp_path: Path) -> Path:
    """A copy of the samples' home, to do with as a test likes."""
    return Path(shutil.copytree(sample_home, tmp_path / "home", symlinks=True))


@pytest.fixture
def without_suites(monkeypatch: pytest.MonkeyPatch) -> None:
    """The expectation suites have nothing to judge: importing their engine takes seconds a run."""

    def nothing(*_: object) -> Future[BatchResult]:
        told: Future[BatchResult] = Future()
        told.set_result(BatchResult())
        return told

    monkeypatch.setattr(asking.Suites, "_submit", nothing)


@pytest.fixture
def broken_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine of the suites raises whatever it is asked; in this process, where the patch is seen."""

    def broken(*_: object) -> None:
        raise RuntimeError("the engine fell over")

    monkeypatch.setattr(engine, "_validate", broken)
    monkeypatch.setattr(asking, "start_engine", BatchResult)
    monkeypatch.setattr(asking, "ProcessPoolExecutor", lambda *_, **__: ThreadPoolExecutor(1))
