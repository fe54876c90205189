"""The steps of a run, one function each: what the orchestrator calls, and all that it needs to know.

Order: :func:`ingest_documents`, and unless it says that nothing is new, :func:`extract_reports`, then
:func:`build_table` for every table of the registry in its order, then audit and publication.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from warehouse.build import fill_table, open_build
from warehouse.connections import Connection, attach
from warehouse.corrections import assert_corrections_fit, corrections_version, load_corrections
from warehouse.entries import entries_version
from warehouse.errors import NothingReadable
from warehouse.fingerprints import build_version, extractor_version
from warehouse.holds import load_holds
from warehouse.ingest import Intake, Refusal, ingest_folder
from warehouse.reading import Engine, Progress, YearReading, pending_documents, read_pending
from warehouse.registry import TABLES, Table
from warehouse.registry.ddl import identifier, literal
from warehouse.roster import take_roster
from warehouse.runs import Run, space_watched
from warehouse.versions import list_versions, read_unchanged, version_path
from warehouse.waivers import load_waivers

PREVIEW_ROWS = 5


@dataclass(frozen=True)
class TableResult:
    """What a step did to one table. New, changed, removed: against the version that the run began from."""

    table: str
    rows: int
    new: int = 0
    changed: int = 0
    removed: int = 0
    preview: list[dict[str, Any]] = field(default_factory=list)
    coverage: dict[str, float] = field(default_factory=dict)
    """Of each column that may be empty, the share of rows in which it is filled."""


@dataclass(frozen=True)
class IngestResult(TableResult):
    """What came in. Where ``anything_new`` is false, the run may stop: it would publish what is published."""

    anything_new: bool = True
    readable: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ReadResult(TableResult):
    """What the extractor made of the new documents; ``rows`` counts the documents read."""

    reports: int = 0
    observations: int = 0
    failed: int = 0
    not_reports: int = 0
    years: dict[str, YearReading] = field(default_factory=dict)
    """The same by report year: the years that were touched, and no other."""
    waiting: int = 0
    """Documents that the current extractor has still not seen: those of the years that were not asked for."""


def ingest_documents(run: Run) -> IngestResult:
    """Take the landing folder into the lake.

    Raises:
        NoSuchFolder: the folder that was named does not exist.
        NothingReadable: not one readable document in it; or, where none was named, none in the lake either.
    """
    with space_watched(run.home):
        intake = _take_in(run)
        folder = run.reports_dir if run.reports_dir is not None else run.home.landing
        intake.notes.extend(take_roster(run.lake, (folder, run.home.root), run.run_id))
        known = run.lake.read("document", ["document_id"]).num_rows
        return IngestResult(
            "document",
            rows=known,
            new=intake.new_documents,
            anything_new=is_anything_new(run),
            readable=intake.readable,
            refused=intake.refused,
            notes=intake.notes,
        )


def _take_in(run: Run) -> Intake:
    folder = run.reports_dir if run.reports_dir is not None else run.home.landing
    try:
        return ingest_folder(run.lake, folder, run.run_id)
    except NothingReadable:
        # A folder that somebody named must hold a report. The home's own may be empty once all is taken in.
        if run.reports_dir is not None or not run.lake.parts("text"):
            raise
        return Intake()


def input_hash(run: Run) -> str:
    """Return a hash over all that decides what a build holds: lake, code, and what people decided.

    Raises:
        WrongArguments: a waiver or a hold cannot be understood: told before anything is built.
    """
    load_waivers(run.home)
    load_holds(run.home)
    people = (entries_version(run.home.waivers), entries_version(run.home.holds))
    code = (extractor_version(), build_version())
    pieces = (run.lake.fingerprint(), *code, corrections_version(run.home), *people)
    return hashlib.sha256("|".join(pieces).encode()).hexdigest()


def is_anything_new(run: Run) -> bool:
    """Say whether a build could differ from the latest version: by document, extractor, rule, correction."""
    if pending_documents(run.lake):
        return True
    published = list_versions(run.home)
    if not published:
        return True
    # Against the latest, not the current one: who rolled back does not want the same build again tonight.
    latest, inputs = published[-1], input_hash(run)
    return inputs != latest.input_hash and read_unchanged(run.home) != (inputs, latest.number)


def extract_reports(
    run: Run,
    on_progress: Progress | None = None,
    engine: Engine | None = None,
    years: Collection[str] | None = None,
) -> ReadResult:
    """Read reports and observations out of the new documents into the lake; of some report years, or of all.

    Args:
        run: the run that it is a step of.
        on_progress: hears how many documents have been read.
        engine: reads the texts; else the processes of this machine do.
        years: report years to read; else all.

    Raises:
        EngineFailed: the engine gave up, or did not bring back what it was given.
        NothingReadable: among all documents that ever came in there is not one report.
    """
    with space_watched(run.home):
        reading = read_pending(run.lake, run.run_id, on_progress, engine, years)
    if not run.lake.parts("report"):
        raise NothingReadable(
            f"{reading.documents} documents were read, and none is a report.",
            expected="annual reports on building a law-based government (法治政府建设年度报告)",
            where=run.reports_dir or run.home.landing,
            todo="look at what lies in the folder; the documents and the reasons are kept in the lake",
        )
    return ReadResult(
        "report",
        rows=reading.documents,
        new=reading.reports,
        reports=reading.reports,
        observations=reading.observations,
        failed=reading.failed,
        not_reports=reading.not_reports,
        years=dict(sorted(reading.years.items())),
        waiting=0 if years is None else len(pending_documents(run.lake)),
    )


def build_table(run: Run, name: str) -> TableResult:
    """Build one table into the run's own file; the tables that it depends on must be there.

    Raises:
        KeyError: the registry has no such table.
        CorrectionObsolete: a source no longer says what was corrected.
    """
    table = TABLES[name]
    with space_watched(run.home), open_build(run.build_path) as connection:
        rows = fill_table(connection, run, table)
        if "document" in settled_by(name):
            fill_table(connection, run, TABLES["document"])
        if name == "fact_metric":
            assert_corrections_fit(connection, run.lake, load_corrections(run.home))
        new, changed, removed = _compare(connection, run, table)
        preview = _preview(connection, table)
        coverage = _coverage(connection, table, rows)
    return TableResult(name, rows, new, changed, removed, preview, coverage)


def settled_by(name: str) -> tuple[str, ...]:
    """Return the tables whose rows stand once a table is built: itself, if it is not filled again later."""
    # Only with the reports is it known which documents are none, and which could not be read out.
    return {"document": (), "report": ("document", "report")}.get(name, (name,))


def _coverage(connection: Connection, table: Table, rows: int) -> dict[str, float]:
    names = [column.name for column in table.columns if column.is_nullable]
    if not names or not rows:
        return {}
    counts = ", ".join(f"count({identifier(name)})" for name in names)
    (filled,) = connection.sql(f"SELECT {counts} FROM {identifier(table.name)}").fetchall()
    return {name: count / rows for name, count in zip(names, filled, strict=True)}


def _preview(connection: Connection, table: Table) -> list[dict[str, Any]]:
    shown = connection.execute(f"SELECT * FROM {identifier(table.name)} LIMIT {PREVIEW_ROWS}")
    names = [column[0] for column in shown.description or ()]
    return [dict(zip(names, row, strict=True)) for row in shown.fetchall()]


def _compare(connection: Connection, run: Run, table: Table) -> tuple[int, int, int]:
    """Count the rows that the version before did not have, had otherwise, or had and lost."""
    name = identifier(table.name)
    if run.base_version is None:
        (count,) = connection.sql(f"SELECT count(*) FROM {name}").fetchall()[0]
        return int(count), 0, 0
    attach(connection, version_path(run.home, run.base_version), "base")
    try:
        known = {
            row[0]
            for row in connection.sql(
                "SELECT column_name FROM duckdb_columns() WHERE database_name = 'base'"
                f" AND table_name = {literal(table.name)}"
            ).fetchall()
        }
        columns = [c.name for c in table.columns if not c.is_volatile and c.name in known]
        if not set(table.key) <= known:
            (count,) = connection.sql(f"SELECT count(*) FROM {name}").fetchall()[0]
            return int(count), 0, 0
        return _count_differences(connection, table, columns)
    finally:
        connection.execute("DETACH base")


def _count_differences(connection: Connection, table: Table, columns: list[str]) -> tuple[int, int, int]:
    key = ", ".join(identifier(part) for part in table.key)
    rest = ", ".join(identifier(column) for column in columns)
    keyed = f"SELECT {key}, hash(row({rest})) AS row_hash FROM"
    (counts,) = connection.sql(
        "SELECT count(*) FILTER (WHERE b.row_hash IS NULL),"
        " count(*) FILTER (WHERE b.row_hash <> n.row_hash), count(*) FILTER (WHERE n.row_hash IS NULL)"
        f" FROM ({keyed} build.{identifier(table.name)}) AS n"
        f" FULL JOIN ({keyed} base.{identifier(table.name)}) AS b USING ({key})"
    ).fetchall()
    new, changed, removed = counts
    return int(new), int(changed), int(removed)
