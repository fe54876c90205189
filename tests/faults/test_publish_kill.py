"""Two writers killed at random, readers all the while: no torn read, no reader's error, no broken chain."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.publishing import make_template, publish_once
from tests.snapshot import environment_of, other_duckdb, take_snapshot
from warehouse.home import Home
from warehouse.publish import Publication
from warehouse.readers import open_published
from warehouse.verify import verify
from warehouse.versions import current_version, list_versions


class Reader(threading.Thread):
    """Opens and reads without pause, and keeps what it found wrong."""

    def __init__(self, home: Home) -> None:
        super().__init__(daemon=True)
        self.home, self.wrong, self.seen, self.ended = home, list[str](), list[int](), threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            try:
                self._read()
            except Exception as error:
                self.wrong.append(repr(error))

    def _read(self) -> None:
        with open_published(self.home) as published:
            (row,) = published.rows(
                "select max(value) as v, (select max(report_count) from dim_year) as y from fact_metric"
            )
            if row["v"] != row["y"]:
                self.wrong.append(f"torn: {row}")
            if self.seen and published.version < self.seen[-1]:
                self.wrong.append(f"version {published.version} after {self.seen[-1]}")
            self.seen.append(published.version)


def kill_rounds(folder: Path, rounds: int, readers: int, seed: int, duckdb: Path | None = None) -> None:
    template, home = make_template(folder), Home.at(folder / "published")
    snapshot = take_snapshot(folder)
    environment = environment_of(snapshot, duckdb)
    publish_once(home, template)
    choose = random.Random(seed)
    threads = [Reader(home) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for _ in range(rounds):
        writers = [_start(home, template, snapshot, environment) for _ in range(2)]
        _wait_for_a_version(writers)
        time.sleep(choose.uniform(0.0, 0.4))
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
        for writer in writers:
            writer.communicate()
    for thread in threads:
        thread.ended.set()
        thread.join()
    assert [wrong for thread in threads for wrong in thread.wrong] == []
    assert all(len(thread.seen) > 3 for thread in threads)
    _assert_sound(home, template)


def _start(home: Home, template: Path, snapshot: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.publishing", str(home.root), str(template)]
    return subprocess.Popen(command, cwd=snapshot, env=environment, stdout=subprocess.PIPE, text=True)


def _wait_for_a_version(writers: list[subprocess.Popen[str]]) -> None:
    import select

    streams = [writer.stdout for writer in writers if writer.stdout is not None]
    ready, _, _ = select.select(streams, [], [], 60)
    assert ready, "no writer published within a minute"
    # An end of the stream is readable as well: a writer that died by itself is a failure of its own.
    assert ready[0].readline().strip().isdigit(), "a writer died unkilled"


def _assert_sound(home: Home, template: Path) -> None:
    before = current_version(home)
    assert before is not None
    publication = publish_once(home, template)
    assert isinstance(publication, Publication)
    assert publication.version > before
    assert publication.manifest.base == before
    assert verify(home).is_intact
    assert list(home.build.iterdir()) == []
    published = list_versions(home)
    for earlier, later in itertools.pairwise(published):
        assert later.base == earlier.number, "the chain is broken"


def test_a_few_kills(tmp_path: Path) -> None:
    kill_rounds(tmp_path, rounds=10, readers=2, seed=7)


ROUNDS = int(os.environ.get("FAZHI_KILL_ROUNDS", "60"))
"""Kills in a row, each about three seconds; FAZHI_KILL_ROUNDS=200 for the long proof."""


@pytest.mark.slow
def test_many_kills(tmp_path: Path) -> None:
    kill_rounds(tmp_path, rounds=ROUNDS, readers=3, seed=11)


@pytest.mark.slow
def test_many_kills_of_writers_with_an_older_duckdb(tmp_path: Path) -> None:
    older = other_duckdb("1.5.6", tmp_path / "duckdb")
    kill_rounds(tmp_path, rounds=ROUNDS // 2, readers=3, seed=13, duckdb=older)
