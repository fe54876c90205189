"""Publishing without building: a finished build is the template, so that a fault can be tried often."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import duckdb

from tests.driver import build_tables
from tests.fake_extractor import WORDS, extract
from warehouse.audit import FULL_SCAN, CheckOutcome
from warehouse.content import scan_file
from warehouse.home import Home
from warehouse.publish import NothingNew, Publication, publish_build
from warehouse.runs import Run, open_run
from warehouse.steps import extract_reports, ingest_documents

REPORT = f"报告 110116108000 2024 township_government 某镇人民政府\nlegal_adviser_count 3\n{WORDS}"


def make_template(folder: Path) -> Path:
    """Build once, and keep the build file."""
    reports = folder / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(REPORT, encoding="utf-8")
    with open_run(Home.at(folder / "home"), reports) as run:
        ingest_documents(run)
        extract_reports(run, extractor=extract)
        build_tables(run)
        return Path(shutil.copy(run.build_path, folder / "template.duckdb"))


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


def main() -> None:
    """Publish for ever, as a process that is to be killed. A line is printed for each version."""
    home, template = Home.at(sys.argv[1]), Path(sys.argv[2])
    from warehouse.errors import RunInProgress

    while True:
        try:
            print(publish_once(home, template).version, flush=True)
        except RunInProgress:
            continue


if __name__ == "__main__":
    main()
