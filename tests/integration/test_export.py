"""What is taken away: complete, valid by another's validator, and the same bytes for the same data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system

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


@pytest.mark.slow
def test_other_order_other_zone_other_home_give_the_same_bytes(
    exported: Path, samples_dir: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for path in sorted(samples_dir.iterdir(), reverse=True):
        (reports / path.name).write_bytes(path.read_bytes())
    other = tmp_path / "other home"
    assert fazhi("run", "--reports", reports, "--home", other, TZ="Asia/Shanghai").code == 0
    ended = fazhi("export", tmp_path / "out", "--home", other, TZ="Asia/Shanghai", LC_ALL="C")
    assert ended.code == 0, ended.err
    assert "frictionless validate" in ended.out
    mine, theirs = _contents(exported), _contents(tmp_path / "out")
    assert [name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name)] == []


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
