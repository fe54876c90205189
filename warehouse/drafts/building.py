"""A draft put through the statements for published reports, in a folder that is gone afterwards.

What belongs here: a home for the length of a check. What does not: any rule.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from extractors.places import load_places
from warehouse.build import fill_table, open_build
from warehouse.drafts.papers import Paper
from warehouse.home import Home
from warehouse.ingest import ingest_folder
from warehouse.intake.manifest import MANIFEST_NAME
from warehouse.reading import pool_engine, read_pending
from warehouse.registry import TABLES
from warehouse.runs import Run, open_run
from warehouse.statements import read_statement

_WANTED = "quality_finding"
Row = dict[str, Any]


@dataclass(frozen=True)
class Built:
    """What the statements say of a draft."""

    findings: list[Row]
    absent: list[Row]
    """Metrics of the report before that the draft does not mention."""
    numbers: int
    """Observations in it."""
    unmapped: int
    """Those of them without a metric."""


def build_draft(draft: Paper, before: Paper | None) -> Built:
    """Build the tables that findings rest on, of a draft and the report before it, and read what they say.

    Raises:
        NoSpace: there is no room for it where temporary files lie.
    """
    with TemporaryDirectory(prefix="fazhi-check-") as place:
        landing = Path(place) / "landing"
        landing.mkdir(mode=0o700)
        _put(landing, draft, before)
        with open_run(Home(Path(place) / "home"), landing) as run:
            ingest_folder(run.lake, landing, run.run_id)
            read_pending(run.lake, run.run_id, engine=pool_engine(workers=1))
            return _build(run, draft, before)


def _put(landing: Path, draft: Paper, before: Paper | None) -> None:
    """Lay the papers down, each with a name and a place that let it be built whatever it leaves open."""
    papers = {f"draft{_year_in_name(draft, before)}": draft}
    if before is not None:
        papers["before"] = before
    code = _stand_in(draft, before)
    with (landing / MANIFEST_NAME).open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["file", "declared_code"])
        for name, paper in papers.items():
            (landing / name).write_bytes(paper.content)
            if paper.report.jurisdiction_code is None:
                rows.writerow([name, code])


def _year_in_name(draft: Paper, before: Paper | None) -> str:
    """A draft that names no year is held against the report before as the one that follows it."""
    if draft.report.report_year is not None or before is None or before.report.report_year is None:
        return ""
    return f"-{before.report.report_year + 1}"


def _stand_in(draft: Paper, before: Paper | None) -> str:
    """A place without which no cell is filled: one that the text does not rule out. It is shown nowhere."""
    own, other = draft.report, before.report if before else None
    known = [own.jurisdiction_code, other.jurisdiction_code if other else None]
    candidates = own.jurisdiction_candidates or (other.jurisdiction_candidates if other else ())
    fitting = (code for code in known if code and (not candidates or code in candidates))
    return next(fitting, None) or next(iter(candidates), None) or next(iter(load_places().by_code))


def _build(run: Run, draft: Paper, before: Paper | None) -> Built:
    with open_build(run.build_path) as connection:
        for name in _needed(_WANTED):
            fill_table(connection, run, TABLES[name])
            if name == "correction":
                # A draft is held to its own words, whatever was corrected in a report of that place and year.
                connection.execute("DELETE FROM correction")
        bound = {"draft": draft.report_id}
        findings = _rows(connection, "drafts/findings.sql", bound)
        ((numbers, unmapped),) = connection.execute(
            "SELECT count(*), count(*) - count(metric) FROM observation WHERE report_id = $draft", bound
        ).fetchall()
        absent: list[Row] = []
        if before is not None:
            absent = _rows(connection, "drafts/absent_metrics.sql", {**bound, "before": before.report_id})
    return Built(findings, absent, int(numbers), int(unmapped))


def _needed(table: str) -> Iterable[str]:
    """Return a table and all that it rests on, in the order of building."""
    wanted, open_ends = {table}, [table]
    while open_ends:
        more = set(TABLES[open_ends.pop()].depends_on) - wanted
        wanted |= more
        open_ends += more
    return (name for name in TABLES if name in wanted)


def _rows(connection: duckdb.DuckDBPyConnection, path: str, bound: Row) -> list[Row]:
    rows: list[Row] = connection.sql(read_statement(path), params=bound).pl().to_dicts()
    return rows
