"""Two writers killed at random while readers read: a process of its own, so that it may have another DuckDB.

``python -c "from tests.killing import main; main()" FOLDER ROUNDS READERS SEED`` prints one line of JSON,
:class:`Seen`, and fails where the home is not sound in the end.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing
import random
import signal
import sys
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb

from tests.publishing import publish_once, small_template
from warehouse import versions
from warehouse.errors import RunInProgress
from warehouse.home import Home
from warehouse.publish import Publication
from warehouse.readers import open_published
from warehouse.verify import verify
from warehouse.versions import Manifest, current_version, list_versions, read_manifest_file

_FIRST_PACE_SECONDS, _PACES = 0.5, 5
_PLACING_SECONDS = 0.03
"""About what passes between the manifest of a version and its being served."""
_PATIENCE_SECONDS = 60
_READER_PAUSE_SECONDS = 0.02
_READ = (
    "select min(value) as low, max(value) as high, (select max(report_count) from dim_year) as year"
    " from fact_metric"
)
# Nothing is opened before the fork, so there are no threads at work that a fork would lose.
_PROCESSES = multiprocessing.get_context("forkserver")


@dataclass
class Seen:
    """What came of it. ``abandoned``: publications killed after their number was taken."""

    duckdb: str
    rounds: int
    kills: int
    runs: int
    versions: int
    abandoned: int
    reads: list[int]
    versions_read: list[int]
    wrong: list[str]


def publish_for_ever(home: Home, template: Path) -> None:
    """Be a writer that is to be killed. Old versions go at once, so that they go from under the readers."""
    versions._KEPT_TIME = timedelta(0)
    while True:
        try:
            publish_once(home, template)
        except RunInProgress:
            time.sleep(0.002)


def read_until(ended: Any, home: Home, told: Any) -> None:
    """Open and read again and again; tell the versions seen and what was wrong with them."""
    seen, wrong = list[int](), list[str]()
    while not ended.is_set():
        try:
            with open_published(home) as published:
                (row,) = published.rows(_READ)
                if not row["low"] == row["high"] == row["year"]:
                    wrong.append(f"torn: {row}")
                seen.append(published.version)
        except Exception as error:
            wrong.append(f"error: {error!r}")
        time.sleep(_READER_PAUSE_SECONDS)
    wrong += [f"{later} after {earlier}" for earlier, later in itertools.pairwise(seen) if later < earlier]
    told.send((len(seen), len(set(seen)), wrong))


def kill_writers(home: Home, template: Path, rounds: int, choose: random.Random) -> int:
    """Kill one writer or both, once a round and after one more version; return how many were killed.

    The moment is any within the time that a version lately took, or while one is just being put in place.
    """
    writers, killed, known, paces = [_writer(home, template) for _ in range(2)], 0, 0, [_FIRST_PACE_SECONDS]
    for _ in range(rounds):
        begun = time.monotonic()
        known = _wait_for_a_version(home, known, writers)
        paces = [*paces, time.monotonic() - begun][-_PACES:]
        _wait_for_a_moment(home, max(paces), choose)
        for position in choose.choice(([0], [1], [0, 1])):
            _kill(writers[position])
            writers[position] = _writer(home, template)
            killed += 1
    for writer in writers:
        _kill(writer)
    return killed


def _wait_for_a_moment(home: Home, pace: float, choose: random.Random) -> None:
    if choose.random() < 0.5:
        time.sleep(choose.uniform(0.0, pace))
        return
    number, deadline = versions.next_number(home), time.monotonic() + _PATIENCE_SECONDS
    while versions.next_number(home) == number and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(choose.uniform(0.0, _PLACING_SECONDS))


def _kill(writer: Any) -> None:
    writer.kill()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL, "a writer died unkilled"


def _writer(home: Home, template: Path) -> Any:
    writer = _PROCESSES.Process(target=publish_for_ever, args=(home, template), daemon=True)
    writer.start()
    return writer


def _wait_for_a_version(home: Home, known: int, writers: list[Any]) -> int:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while (number := current_version(home) or 0) <= known:
        assert all(writer.is_alive() for writer in writers), "a writer died unkilled"
        assert time.monotonic() < deadline, f"no version after {known} within {_PATIENCE_SECONDS} seconds"
        time.sleep(0.005)
    return number


def published_chain(home: Home) -> list[Manifest]:
    """Return the manifests of all versions ever served: they outlive the files."""
    paths = [path for path in home.versions.glob("wh-*.json") if not path.name.endswith(".diff.json")]
    read = [manifest for path in sorted(paths) if (manifest := read_manifest_file(path)) is not None]
    return [manifest for manifest in read if manifest.is_published]


def assert_sound(home: Home, template: Path) -> None:
    """Publish once more, without a hand, and look at everything that is kept."""
    before = current_version(home)
    publication = publish_once(home, template)
    assert isinstance(publication, Publication)
    assert publication.manifest.base == before
    assert all(verify(home, manifest.number).is_intact for manifest in list_versions(home))
    assert list(home.build.iterdir()) == []
    assert not [path for path in home.root.rglob("*") if path.name.endswith(".tmp")]
    chain = published_chain(home)
    assert chain[0].base is None
    assert all(later.base == earlier.number for earlier, later in itertools.pairwise(chain)), "a broken chain"


def kill_under_readers(folder: Path, rounds: int, readers: int, seed: int) -> Seen:
    """Kill in so many rounds while so many readers read."""
    _PROCESSES.set_forkserver_preload(["tests.killing"])
    template, home = small_template(folder), Home.at(folder / "published")
    publish_once(home, template)
    ended, pipes = _PROCESSES.Event(), [_PROCESSES.Pipe() for _ in range(readers)]
    for _, told in pipes:
        _PROCESSES.Process(target=read_until, args=(ended, home, told), daemon=True).start()
    kills = kill_writers(home, template, rounds, random.Random(seed))
    ended.set()
    reads, versions_read, wrong = zip(*(heard.recv() for heard, _ in pipes), strict=True)
    assert_sound(home, template)
    return Seen(
        duckdb=duckdb.__version__,
        rounds=rounds,
        kills=kills,
        runs=len(list((home.lake / "runs").glob("r*.json"))),
        versions=len(published_chain(home)),
        abandoned=versions.next_number(home) - 1 - len(published_chain(home)),
        reads=list(reads),
        versions_read=list(versions_read),
        wrong=list(itertools.chain(*wrong)),
    )


def main() -> None:
    """Print what came of it."""
    rounds, readers, seed = map(int, sys.argv[2:])
    print(json.dumps(asdict(kill_under_readers(Path(sys.argv[1]), rounds, readers, seed))))
