"""The same rows from a Spark cluster as from this machine, also where one of its executors is killed.

The cluster is Spark's own small one, ``local-cluster``: a master, two workers and their executors, each a
process of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from tests.benchmarks.nation.documents import documents
from tests.benchmarks.nation.shards import write_shards
from tests.conftest import missing
from warehouse import open_published
from warehouse.engines.spark import job_command, read_with_spark
from warehouse.errors import EngineFailed
from warehouse.ingest import ingest_folder
from warehouse.lake import Lake
from warehouse.reading import pending_documents, pool_engine, read_pending

CLUSTER = "--master local-cluster[2,1,1024] --conf spark.ui.enabled=false pyspark-shell"


def digest(tables: Iterable[pa.Table]) -> str:
    """A hash over a set of rows, whatever their order."""
    rows = sorted(json.dumps(row, sort_keys=True) for table in tables for row in table.to_pylist())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


@pytest.fixture(scope="module")
def cluster() -> dict[str, str]:
    """The environment in which a job runs on the small cluster."""
    if not list(distributions(name="pyspark")):
        missing("pyspark is not installed: pip install -e '.[spark]'")
    if shutil.which("java") is None:
        missing("Spark needs Java, 17 or later")
    return {**os.environ, "PYSPARK_SUBMIT_ARGS": CLUSTER, "PYSPARK_PYTHON": sys.executable}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Some hundred reports of the simulated nation, not yet read."""
    folder = tmp_path_factory.mktemp("spark")
    write_shards(folder / "landing", documents(400, 1))
    lake = Lake(folder / "lake")
    ingest_folder(lake, folder / "landing", "r1")
    return lake


@pytest.fixture(scope="module")
def by_the_pool(lake: Lake) -> str:
    return digest(pool_engine(workers=2)(lake, pending_documents(lake)))


@pytest.mark.spark
def test_a_cluster_reads_what_the_pool_reads(
    lake: Lake, by_the_pool: str, cluster: dict[str, str], tmp_path: Path
) -> None:
    def launch(command: Iterable[str]) -> None:
        subprocess.run(list(command), env=cluster, check=True, capture_output=True)

    read = list(read_with_spark(lake, pending_documents(lake), tmp_path / "job", launch))
    assert sum(map(len, read)) == len(pending_documents(lake)) >= 400
    assert digest(read) == by_the_pool


@pytest.mark.spark
def test_an_executor_killed_on_the_way_costs_time_and_nothing_else(
    lake: Lake, by_the_pool: str, cluster: dict[str, str], tmp_path: Path
) -> None:
    killed: list[int] = []

    def launch(command: Iterable[str]) -> None:
        with subprocess.Popen(list(command), env=cluster, stderr=subprocess.DEVNULL) as job:
            while not killed and job.poll() is None:
                killed.extend(_kill_an_executor_at_work(job.pid))
                time.sleep(0.3)
        assert job.returncode == 0

    read = list(read_with_spark(lake, pending_documents(lake), tmp_path / "job", launch))
    assert len(killed) == 1
    assert digest(read) == by_the_pool


def _kill_an_executor_at_work(job: int) -> list[int]:
    """Kill one executor of a job that has a Python process reading for it; return its number."""
    parents, commands = _processes()
    for number, command in commands.items():
        if "CoarseGrainedExecutorBackend" not in command or job not in _ancestors(number, parents):
            continue
        workers = [other for other, text in commands.items() if "pyspark" in text and "daemon" in text]
        # The daemon and a worker that it has forked: a task has begun.
        if sum(number in _ancestors(worker, parents) for worker in workers) >= 2:
            os.kill(number, signal.SIGKILL)
            return [number]
    return []


def _processes() -> tuple[dict[int, int], dict[int, str]]:
    parents, commands = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text(errors="replace").replace("\0", " ")
            parent = int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        parents[int(folder.name)], commands[int(folder.name)] = parent, command
    return parents, commands


def _ancestors(number: int, parents: dict[int, int]) -> set[int]:
    found: set[int] = set()
    while (number := parents.get(number, 0)) > 1:
        found.add(number)
    return found


@pytest.mark.spark
def test_a_run_with_spark_publishes_what_a_run_without_it_does(
    sample_home: Path, samples_dir: Path, cluster: dict[str, str], fazhi: Callable[..., Any], tmp_path: Path
) -> None:
    settings = {name: cluster[name] for name in ("PYSPARK_SUBMIT_ARGS", "PYSPARK_PYTHON")}
    ended = fazhi("run", "--engine", "spark", "--reports", samples_dir, "--home", tmp_path, **settings)
    assert ended.code == 0, ended.err
    assert _cells(tmp_path).equals(_cells(sample_home))


def _cells(home: Path) -> pl.DataFrame:
    with open_published(home) as published:
        return published.sql("select * from observation order by observation_id")


def test_an_engine_that_brings_back_less_than_it_was_given_fails_the_run(tmp_path: Path) -> None:
    write_shards(tmp_path / "landing", documents(6, 1))
    lake = Lake(tmp_path / "lake")
    ingest_folder(lake, tmp_path / "landing", "r1")
    wanted = pending_documents(lake)
    some = set(sorted(wanted)[:3])
    with pytest.raises(EngineFailed, match=f"{len(wanted)} documents were to be read, and 3 came back"):
        read_pending(lake, "r1", engine=lambda lake, _: pool_engine(workers=1)(lake, some))
    assert pending_documents(lake) == wanted - some


def test_the_job_is_started_by_this_python_or_by_the_command_that_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert job_command(tmp_path)[0] == sys.executable
    monkeypatch.setenv("FAZHI_SPARK_SUBMIT", "spark-submit --master yarn")
    assert job_command(tmp_path)[:3] == ["spark-submit", "--master", "yarn"]
    assert job_command(tmp_path)[-1] == str(tmp_path)
