"""Publishing without building: a finished build is the template, so that a fault can be tried often."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from tests.driver import build_tables
from tests.fake_extractor import WORDS, extract
from warehouse.audit import FULL_SCAN, CheckOutcome
from warehouse.build import STORAGE_VERSION
from warehouse.content import scan_file
from warehouse.home import Home
from warehouse.publish import NothingNew, Publication, publish_build
from warehouse.readers import open_published
from warehouse.reading import pool_engine
from warehouse.registry import TABLES
from warehouse.runs import Run, open_run
from warehouse.steps import extract_reports, ingest_documents

_ROWS = 50
REPORT = f"报告 110116108000 2024 township_government 某镇人民政府\nlegal_adviser_count 3000\n{WORDS}"


def make_template(folder: Path) -> Path:
    """Build once, and keep the build file."""
    reports = folder / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(REPORT, encoding="utf-8")
    with open_run(Home.at(folder / "home"), reports) as run:
        ingest_documents(run)
        extract_reports(run, engine=pool_engine(extract))
        build_tables(run)
        return Path(shutil.copy(run.build_path, folder / "template.duckdb"))


def small_template(folder: Path) -> Path:
    """Return a finished build with a few rows a table: the less there is to copy, the more can be tried."""
    full, small = make_template(folder), folder / "small.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{full}' AS whole (READ_ONLY)")
        connection.execute(f"ATTACH '{small}' AS small (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("COPY FROM DATABASE whole TO small (SCHEMA)")
        for name in ("_meta", *TABLES):
            connection.execute(f'INSERT INTO small."{name}" SELECT * FROM whole."{name}" LIMIT {_ROWS}')
        connection.execute("CHECKPOINT small")
    return small


def build_from(template: Path, run: Run) -> None:
    """Put a build in place whose rows all carry the run's number: a torn read would mix two."""
    shutil.copy(template, run.build_path)
    with duckdb.connect(run.build_path) as connection:
        connection.execute(f"UPDATE dim_year SET report_count = {run.number}")
        connection.execute(f"UPDATE fact_metric SET value = {run.number}")


def outcomes_of(run: Run) -> list[CheckOutcome]:
    """Say that every table was scanned and is good."""
    scanned = scan_file(run.build_path).items()
    return [
        CheckOutcome(FULL_SCAN, name, "abort", "pass", rows, 0, [{"rows": rows, "hash": digest}])
        for name, (rows, digest) in scanned
    ]


def publish_once(home: Home, template: Path) -> Publication | NothingNew:
    """Run the publication alone, the build being there already."""
    with open_run(home) as run:
        build_from(template, run)
        return publish_build(run, outcomes_of(run))


def served(home: Home) -> tuple[int, int]:
    """Return the version that readers get, and the run number in its rows."""
    with open_published(home) as published:
        (row,) = published.rows(
            "select min(value) as low, max(value) as high, (select max(report_count) from dim_year) as year"
            " from fact_metric"
        )
        assert row["low"] == row["high"] == row["year"], "torn"
        return published.version, int(row["low"])


_READING = """
import select, sys
import duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
connection.execute("set enable_progress_bar = false")
rows = connection.execute("select report_year from report, range(100000) limit 100000")
rows.fetchone()
print("begun", flush=True)
select.select([sys.stdin], [], [], 300)
print(1 + len(rows.fetchall()), "rows")
"""


def reading(path: Path) -> subprocess.Popen[str]:
    """Begin to read a file as a notebook does that knows nothing of versions, and stop amid the answer."""
    command = [sys.executable, "-c", _READING, str(path)]
    reader = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert reader.stdout is not None
    assert reader.stdout.readline() == "begun\n"
    return reader


def rest_of(reader: subprocess.Popen[str]) -> str:
    """Let it read on, and return what it says of the answer."""
    told, _ = reader.communicate("\n")
    return told.strip()
