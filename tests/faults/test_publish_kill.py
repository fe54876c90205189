"""Two writers killed at random, readers all the while: no torn read, no reader's error, no broken chain."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.killing import Seen
from tests.snapshot import environment_of, other_duckdb, take_snapshot

_KILL = "from tests.killing import main; main()"
ROUNDS = int(os.environ.get("FAZHI_KILL_ROUNDS", "200"))
"""Rounds of the slow tests, each a second on two cores."""


def kill(folder: Path, rounds: int, readers: int, seed: int, duckdb: Path | None = None) -> Seen:
    """Kill in a process of its own, on a copy of the project that stands still."""
    snapshot, place = take_snapshot(folder), folder / "place"
    place.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _KILL, str(place), str(rounds), str(readers), str(seed)],
        cwd=snapshot, env=environment_of(snapshot, duckdb), capture_output=True, text=True, check=False,
    )  # fmt: skip
    shutil.rmtree(place)
    assert done.returncode == 0, done.stderr
    print(done.stdout)
    return Seen(**json.loads(done.stdout.splitlines()[-1]))


def assert_undisturbed(seen: Seen, rounds: int) -> None:
    assert seen.wrong == []
    assert seen.kills >= seen.rounds == rounds
    assert seen.runs > seen.versions > rounds, "some runs were cut off, and each round brought a version"
    assert rounds < 50 or seen.abandoned > 0, "some were cut off while they put their version in place"
    assert min(seen.versions_read) > rounds // 4, "the readers looked all the while"


def test_a_few_kills(tmp_path: Path) -> None:
    assert_undisturbed(kill(tmp_path, rounds=8, readers=3, seed=7), 8)


@pytest.mark.slow
def test_many_kills(tmp_path: Path) -> None:
    assert_undisturbed(kill(tmp_path, ROUNDS, readers=3, seed=11), ROUNDS)


@pytest.mark.slow
def test_many_kills_with_an_older_duckdb(tmp_path: Path) -> None:
    older = other_duckdb("1.5.6", tmp_path / "duckdb")
    seen = kill(tmp_path, ROUNDS, readers=3, seed=13, duckdb=older)
    assert seen.duckdb == "1.5.6"
    assert_undisturbed(seen, ROUNDS)
