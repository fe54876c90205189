"""What is taken away: complete, valid by another's validator, and the same bytes for the same data."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system

from tests.conftest import ROOT
from warehouse.errors import WrongArguments
from warehouse.export.folder import SUMS, export
from warehouse.home import Home
from warehouse.registry import TABLES
from warehouse.versions import manifest_of

Fazhi = Callable[..., Any]


@pytest.fixture(scope="module")
def exported(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "out"
    export(Home.at(sample_home), folder)
    return folder


def _contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_every_table_is_there_in_both_forms(exported: Path) -> None:
    for form in ("csv", "parquet"):
        assert {path.stem for path in (exported / form).iterdir()} == set(TABLES)


def test_a_validator_finds_the_csv_as_the_package_says(exported: Path) -> None:
    with system.use_context(trusted=True):
        report = Package(str(exported / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert len(report.tasks) == len(TABLES)


def test_the_validator_would_notice_a_changed_figure(exported: Path, tmp_path: Path) -> None:
    for name in ("datapackage.json", "csv/dim_year.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((exported / name).read_bytes().replace(b"2024,", b"9024,"))
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [one for one in package["resources"] if one["name"] == "dim_year"]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with system.use_context(trusted=True):
        found = Package(str(tmp_path / "datapackage.json")).validate().flatten(["type"])
    assert {kind for (kind,) in found} >= {"hash-count", "constraint-error"}


def test_duckdb_finds_parquet_and_csv_equal(exported: Path) -> None:
    counted = 0
    with duckdb.connect() as connection:
        for table in TABLES.values():
            columns = [column for column in table.columns if not column.is_volatile]
            types = {column.name: column.type for column in columns}
            # An empty text is a value where the package says that nothing may be missing.
            never = [c.name for c in columns if c.type == "VARCHAR" and not c.is_nullable]
            csv = connection.read_csv(
                str(exported / "csv" / f"{table.name}.csv"), header=True, dtype=types, quotechar='"',
                escapechar='"', delimiter=",", force_not_null=never, parallel=False,
            )  # fmt: skip
            parquet = connection.read_parquet(str(exported / "parquet" / f"{table.name}.parquet"))
            assert csv.columns == parquet.columns == list(types)
            assert csv.except_(parquet).fetchall() == [], table.name
            assert parquet.except_(csv).fetchall() == [], table.name
            counted += len(parquet)
            assert len(csv) == len(parquet)
    assert counted > 1000


def test_the_checksums_are_of_every_file_and_right(exported: Path) -> None:
    contents = _contents(exported)
    sums = dict(reversed(line.split("  ")) for line in contents.pop(SUMS).decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def test_provenance_names_the_data_and_no_run(exported: Path, sample_home: Path) -> None:
    provenance = json.loads((exported / "provenance.json").read_text(encoding="utf-8"))
    published = asdict(manifest_of(Home.at(sample_home), 1))
    for name in ("content_hash", "extractor_version", "table_hashes"):
        assert provenance[name] == published[name]
    everything = b"".join(_contents(exported).values())
    for told in (published["run"], published["built_at"], str(sample_home)):
        assert told.encode() not in everything, told


def test_a_column_of_parquet_carries_its_meaning(exported: Path) -> None:
    field = pq.read_schema(exported / "parquet" / "fact_metric.parquet").field("months_covered")
    assert field.metadata[b"unit"] == b"month"
    assert "覆盖月数" in field.metadata[b"comment"].decode()


# A run and its export in a process of its own, the files met in the order that is asked for.
_RUN_AND_EXPORT = """
import os, sys
from pathlib import Path
from tests.driver import run_once
from warehouse.engines import pool
from warehouse.export.folder import export
from warehouse.home import Home

reports, home, out, workers = *map(Path, sys.argv[1:4]), int(sys.argv[4])
walk, pool.FEW = os.fwalk, 0

def backwards(*arguments, **named):
    for folder, folders, files, descriptor in walk(*arguments, **named):
        files.sort(reverse=workers == 2)
        yield folder, folders, files, descriptor

os.fwalk = backwards
if __name__ == "__main__":
    run_once(Home.at(home), reports, workers=workers)
    export(Home.at(home), out)
"""


def _export_anew(reports: Path, folder: Path, workers: int, zone: str) -> dict[str, bytes]:
    folder.mkdir()
    (folder / "run.py").write_text(_RUN_AND_EXPORT, encoding="utf-8")
    places = [str(reports), str(folder / f"home of {workers}"), str(folder / "out"), str(workers)]
    subprocess.run(
        [sys.executable, str(folder / "run.py"), *places],
        check=True, cwd=ROOT, env={**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return _contents(folder / "out")


def _assert_same(mine: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    assert len(mine) > 2 * len(TABLES)
    assert [name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name)] == []


@pytest.mark.slow
def test_other_order_other_zone_one_process_or_two_give_the_same_bytes(
    samples_dir: Path, tmp_path: Path
) -> None:
    copied = tmp_path / "reports"
    copied.mkdir()
    for path in sorted(samples_dir.iterdir(), reverse=True):
        (copied / path.name).write_bytes(path.read_bytes())
    mine = _export_anew(samples_dir, tmp_path / "mine", 1, "UTC")
    time.sleep(1)  # The clock has moved on for certain, and may not be in it.
    theirs = _export_anew(copied, tmp_path / "theirs", 2, "Asia/Shanghai")
    _assert_same(mine, theirs)
    homes = (tmp_path / "mine" / "home of 1", tmp_path / "theirs" / "home of 2")
    runs = [manifest_of(Home.at(home), 1) for home in homes]
    assert runs[0].run != runs[1].run and runs[0].built_at != runs[1].built_at
    for told in [piece for run in runs for piece in (run.run, run.built_at)]:
        assert told.encode() not in b"".join(mine.values()), told


def test_the_command_in_another_zone_writes_the_same_bytes(
    exported: Path, sample_home: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    ended = fazhi("export", tmp_path / "out", "--home", sample_home, TZ="Asia/Shanghai", LC_ALL="C")
    assert ended.code == 0, ended.err
    assert "frictionless validate" in ended.out
    _assert_same(_contents(exported), _contents(tmp_path / "out"))


def test_an_earlier_export_is_replaced_and_anything_else_left_alone(
    sample_home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    first = export(Home.at(sample_home), folder)
    (folder / "csv" / "fact_metric.csv").unlink()
    assert export(Home.at(sample_home), folder) == first
    assert (folder / "csv" / "fact_metric.csv").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WrongArguments, match="something else"):
        export(Home.at(sample_home), tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_place_that_cannot_be_written_to_is_named(sample_home: Path, tmp_path: Path, fazhi: Fazhi) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    ended = fazhi("export", tmp_path / "file" / "out", "--home", sample_home)
    assert ended.code == 2
    assert "out" in ended.err
    assert "Traceback" not in ended.err
