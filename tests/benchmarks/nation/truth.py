"""What was published of the simulated nation against what is true of it: nothing lost, nothing invented.

What belongs here: the expected rows, and the difference. What does not: how the documents are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from tests.benchmarks.nation.documents import Document

_ROWS_A_BATCH = 200_000
_Rows = list[dict[str, object]]
_EXPECTED = pa.schema([("name", pa.string()), ("metric", pa.string()), ("value", pa.float64())])
_REPORTS = pa.schema(
    [("name", pa.string()), ("code", pa.string()), ("year", pa.int64()), ("contradicts", pa.bool_())]
)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far the published version is from the truth."""

    reports: int
    """Reports that there should be."""
    facts: int
    """Cells of current editions that should be filled."""
    misplaced: int
    """Reports that are missing, or stand under another place or year."""
    strangers: int
    """Reports that are none: refused documents that came in all the same."""
    lost: int
    """Cells that are empty or hold another value."""
    invented: int
    """Cells that are filled and should be empty."""
    contradictions: int
    """Reports that contradict themselves."""
    unnoticed: int
    """Contradictions without a finding."""
    slandered: int
    """Reports without contradiction that were found to contradict themselves."""
    sample: tuple[tuple[object, ...], ...] = ()

    @property
    def is_none(self) -> bool:
        """Nothing lost, nothing invented, nothing missed, nobody slandered."""
        return not any(
            (self.misplaced, self.strangers, self.lost, self.invented, self.unnoticed, self.slandered)
        )


def compare(published: Path, documents: Iterable[Document]) -> Difference:
    """Compare a published file with the truth about the documents that went into it."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{published}' AS fazhi (READ_ONLY)")
        _load(connection, documents)
        for statement in _VIEWS:
            connection.execute(statement)
        counts = [connection.sql(statement).fetchall()[0][0] for statement in _COUNTS]
        sample = connection.sql(_SAMPLE).fetchall()
    return Difference(*counts, sample=tuple(sample))


def _load(connection: duckdb.DuckDBPyConnection, documents: Iterable[Document]) -> None:
    columns = "name VARCHAR, code VARCHAR, year BIGINT, contradicts BOOLEAN"
    connection.execute(f"CREATE TABLE wanted_report ({columns})")
    connection.execute("CREATE TABLE wanted (name VARCHAR, metric VARCHAR, value DOUBLE)")
    for reports, facts in _batches(documents):
        connection.register("reports", pa.Table.from_pylist(reports, schema=_REPORTS))
        connection.register("facts", pa.Table.from_pylist(facts, schema=_EXPECTED))
        connection.execute("INSERT INTO wanted_report SELECT * FROM reports")
        connection.execute("INSERT INTO wanted SELECT * FROM facts")


def _batches(documents: Iterable[Document]) -> Iterator[tuple[_Rows, _Rows]]:
    reports: _Rows = []
    facts: _Rows = []
    for document in documents:
        if document.kind not in ("report", "edition"):
            continue
        told = {"name": document.name, "code": document.code, "year": document.year}
        reports.append({**told, "contradicts": document.contradicts})
        facts += [{"name": document.name, "metric": m, "value": float(v)} for m, v in document.facts.items()]
        if len(facts) > _ROWS_A_BATCH:
            yield reports, facts
            reports, facts = [], []
    yield reports, facts


_VIEWS = (
    """
    CREATE TABLE found_report AS
    SELECT r.report_id, split_part(l.file, '#', 2) AS name, r.jurisdiction_code AS code,
        r.report_year AS year, r.is_current
    FROM fazhi.report AS r JOIN fazhi.document_location AS l USING (document_id)
    """,
    """
    CREATE TABLE found AS
    SELECT r.name, f.metric, f.value
    FROM fazhi.fact_metric AS f JOIN found_report AS r USING (report_id)
    WHERE f.basis = 'stated_total' AND f.value IS NOT NULL
    """,
    """
    CREATE TABLE wanted_now AS
    SELECT w.* FROM wanted AS w JOIN found_report AS r USING (name) WHERE r.is_current
    """,
    """
    CREATE TABLE cells AS
    SELECT name, metric, w.value AS wanted, f.value AS found
    FROM wanted_now AS w FULL JOIN found AS f USING (name, metric)
    """,
    """
    CREATE TABLE told AS
    SELECT DISTINCT r.name
    FROM fazhi.quality_finding AS q JOIN found_report AS r USING (report_id)
    WHERE q.finding IN ('part_above_whole', 'of_which_above_whole', 'completed_above_received',
        'rate_is_not_the_ratio', 'parts_are_not_the_whole', 'value_out_of_range')
    """,
)
_COUNTS = (
    "SELECT count(*) FROM wanted_report",
    "SELECT count(*) FROM wanted_now",
    "SELECT count(*) FROM wanted_report LEFT JOIN found_report USING (name, code, year)"
    " WHERE report_id IS NULL",
    "SELECT count(*) FROM found_report WHERE name NOT IN (SELECT name FROM wanted_report)",
    "SELECT count(*) FROM cells WHERE wanted IS NOT NULL AND (found IS NULL OR abs(found - wanted) > 0.005)",
    "SELECT count(*) FROM cells WHERE wanted IS NULL",
    "SELECT count(*) FROM wanted_report JOIN found_report USING (name) WHERE contradicts AND is_current",
    "SELECT count(*) FROM wanted_report JOIN found_report USING (name)"
    " WHERE contradicts AND is_current AND name NOT IN (FROM told)",
    "SELECT count(*) FROM wanted_report WHERE NOT contradicts AND name IN (FROM told)",
)
_SAMPLE = (
    "SELECT * FROM cells WHERE wanted IS NULL OR found IS NULL OR abs(found - wanted) > 0.005"
    " ORDER BY name, metric LIMIT 20"
)
