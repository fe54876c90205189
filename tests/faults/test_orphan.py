"""A run is killed, a process that it started writes on: the next run publishes, the orphan does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.publishing import publish_once, served
from tests.snapshot import environment_of, take_snapshot
from warehouse.home import Home
from warehouse.verify import verify
from warehouse.versions import list_versions

# The parent holds the run and its lock; the child has all that it needs to publish in its stead.
_PARENT = """
import pickle, shutil, subprocess, sys, time
from dataclasses import replace
from pathlib import Path
from tests.publishing import build_from
from warehouse.home import Home
from warehouse.runs import open_run
home, template, place, child = sys.argv[1:]
with open_run(Home(Path(home))) as run:
    build_from(Path(template), run)
    if place:
        run = replace(run, build_path=Path(shutil.copy(run.build_path, place)))
    subprocess.Popen([sys.executable, "-c", child, pickle.dumps(run).hex()])
    time.sleep(600)
"""
_CHILD = """
import os, pickle, sys, time
from tests.publishing import outcomes_of
from warehouse.publish import publish_build
run = pickle.loads(bytes.fromhex(sys.argv[1]))
outcomes = outcomes_of(run)
print(os.getpid(), flush=True)
while not (run.home.root / "go").exists():
    time.sleep(0.01)
try:
    print(type(publish_build(run, outcomes)).__name__, flush=True)
except Exception as error:
    print(type(error).__name__, flush=True)
"""


def lines_of(path: Path, count: int) -> list[str]:
    deadline = time.monotonic() + 60
    while len(lines := path.read_text(encoding="utf-8").splitlines()) < count:
        assert time.monotonic() < deadline, lines
        time.sleep(0.01)
    return lines


@pytest.mark.parametrize(
    ("is_kept", "ending"), [(True, "Overtaken"), (False, "IOException")], ids=["build kept", "build swept"]
)
def test_a_child_that_wakes_after_the_next_night_publishes_nothing(
    is_kept: bool, ending: str, home: Home, template: Path, tmp_path: Path
) -> None:
    publish_once(home, template)
    snapshot, said = take_snapshot(tmp_path), tmp_path / "said"
    place = str(tmp_path / "kept.duckdb") if is_kept else ""
    with said.open("wb") as out:
        parent = subprocess.Popen(
            [sys.executable, "-c", _PARENT, str(home.root), str(template), place, _CHILD],
            cwd=snapshot, env=environment_of(snapshot), stdout=out,
        )  # fmt: skip
    child = int(lines_of(said, 1)[0])
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    try:
        os.kill(child, 0)  # it lives, and has the lock not: the next night need not wait for it
        publish_once(home, template)
        night = served(home)
        (home.root / "go").touch()
        assert lines_of(said, 2)[1] == ending
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    assert served(home) == night == (2, 3)
    assert [manifest.number for manifest in list_versions(home)] == [1, 2]
    assert all(verify(home, number).is_intact for number in (1, 2))
    publish_once(home, template)
    assert served(home) == (3, 4)
