"""New texts of the lake through the extractor: reports and observations by year, and a ledger.

A document is read once by each version of the extractor. Batches are committed one by one, so that a run that
dies loses at most one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.engines.pool import CHUNK, TEXTS, Extractor, default_extractor, read_many
from warehouse.errors import EngineFailed
from warehouse.fingerprints import extractor_version
from warehouse.lake import Lake
from warehouse.years import OTHER, key_of, keys_of_documents

Engine = Callable[[Lake, set[str]], Iterator[pa.Table]]
"""Reads some of the lake's texts, in any order; what it yields has the schema ``extraction.READ``."""
Progress = Callable[[int, int], None]
_COMMITTED_AT_ONCE = 8000
"""Documents whose rows are gathered before they are written: few files, and memory that stays small."""


@dataclass
class YearReading:
    """What the extractor made of the texts of one report year."""

    documents: int = 0
    reports: int = 0
    observations: int = 0
    failed: int = 0
    not_reports: int = 0


@dataclass
class Reading(YearReading):
    """What the extractor made of the new texts, altogether and by report year."""

    years: dict[str, YearReading] = field(default_factory=dict)

    def count(self, key: str, **found: int) -> None:
        """Count one document of a report year, with what was found in it."""
        for total in (self, self.years.setdefault(key, YearReading())):
            total.documents += 1
            for name, number in found.items():
                setattr(total, name, getattr(total, name) + number)


def pending_documents(lake: Lake, years: Collection[str] | None = None) -> set[str]:
    """Return the readable documents that the current extractor has not seen: of some years, or of all."""
    documents = lake.read("document", ["document_id", "is_readable"]).to_pylist()
    ledger = lake.read("ledger", ["document_id", "extractor_version"]).to_pylist()
    done = {row["document_id"] for row in ledger if row["extractor_version"] == extractor_version()}
    pending = {row["document_id"] for row in documents if row["is_readable"]} - done
    if years is None or not pending:
        return pending
    keys = keys_of_documents(lake)
    return {document_id for document_id in pending if keys.get(document_id, OTHER) in years}


def read_pending(
    lake: Lake,
    run_id: str,
    on_progress: Progress | None = None,
    engine: Engine | None = None,
    years: Collection[str] | None = None,
) -> Reading:
    """Extract what is new, of some years or of all; ``on_progress(done, total)`` hears of each chunk.

    Raises:
        EngineFailed: the engine did not bring back what it was given.
    """
    pending, reading = pending_documents(lake, years), Reading()
    gathered = _Gathered(lake, run_id, keys_of_documents(lake) if pending else {})
    for read in (engine or pool_engine())(lake, pending):
        gathered.add(read, reading)
        if on_progress is not None:
            on_progress(reading.documents, len(pending))
    gathered.commit()
    if reading.documents != len(pending):
        raise EngineFailed(
            f"{len(pending)} documents were to be read, and {reading.documents} came back.",
            expected="one row a document",
            todo="run again: what came back is kept, the rest is read then",
        )
    return reading


def pool_engine(extractor: Extractor = default_extractor, workers: int | None = None) -> Engine:
    """Return the engine that reads on this machine; ``workers`` is its processes, else one a core."""
    return lambda lake, wanted: read_many(_chunks(lake, wanted), len(wanted), extractor, workers)


def _chunks(lake: Lake, wanted: set[str]) -> Iterator[pa.Table]:
    identifiers = pa.array(sorted(wanted), pa.string())
    for part in lake.parts("text") if wanted else ():
        for batch in pq.ParquetFile(part).iter_batches(batch_size=_COMMITTED_AT_ONCE):
            texts = pa.Table.from_batches([batch]).cast(TEXTS)
            texts = texts.filter(pc.is_in(texts["document_id"], value_set=identifiers))
            yield from (texts.slice(at, CHUNK) for at in range(0, len(texts), CHUNK))


class _Gathered:
    """What was read and is not yet committed."""

    def __init__(self, lake: Lake, run_id: str, known: Mapping[str, str]) -> None:
        self._lake, self._run_id, self._known = lake, run_id, known
        self._stamp = {"extractor_version": extractor_version(), "first_run": run_id}
        self._reads: list[pa.Table] = []

    def add(self, read: pa.Table, reading: Reading) -> None:
        """Take in what was read out of some documents, and count it."""
        years: Any = pc.coalesce(read["report_year"], _years(read))
        numbers: Any = pc.list_value_length(read["observations"])
        ended = read.select(["document_id", "outcome"]).to_pylist()
        for row, year, observations in zip(ended, years.to_pylist(), numbers.to_pylist(), strict=True):
            self._count(row["document_id"], row["outcome"], year, observations, reading)
        self._reads.append(read)
        if sum(map(len, self._reads)) >= _COMMITTED_AT_ONCE:
            self.commit()

    def _count(
        self, document_id: str, outcome: str, year: int | None, observations: int, reading: Reading
    ) -> None:
        if outcome == "failed":
            reading.count(self._known.get(document_id, OTHER), failed=1)
        elif outcome == "report":
            reading.count(key_of(year), reports=1, observations=observations)
        else:
            reading.count(key_of(year), not_reports=1)

    def commit(self) -> None:
        """Write what has gathered into the lake, all at once."""
        if not self._reads:
            return
        reads = pa.concat_tables(self._reads).combine_chunks()
        self._stage("ledger", reads, "")
        reports = reads.filter(pc.equal(reads["outcome"], pa.scalar("report")))
        years = _years(reports)
        for year in sorted(set(years.to_pylist()), key=lambda year: year or 0):
            chosen = reports.filter(pc.is_null(years) if year is None else pc.equal(years, year))
            partition = f"year={year or 'unknown'}"
            for table in ("report", "signature"):
                self._stage(table, _unnested(chosen, table), partition)
            self._stage("observation", _observations(chosen), partition)
        self._lake.commit(self._run_id, "extract")
        self._reads = []

    def _stage(self, table: str, rows: pa.Table, partition: str) -> None:
        for name, value in self._stamp.items():
            rows = rows.append_column(name, pa.repeat(pa.scalar(value, pa.string()), len(rows)))
        self._lake.stage_table(table, rows, partition)


def _years(reads: pa.Table) -> pa.Array[Any]:
    years: pa.Array[Any] = pc.struct_field(reads["report"].combine_chunks(), "report_year")
    return years


def _unnested(reports: pa.Table, column: str) -> pa.Table:
    """Return a struct column's fields as columns beside the ids of report and document."""
    chosen = reports.filter(pc.is_valid(reports[column]))
    return _with_ids(_flat(chosen[column].combine_chunks()), chosen)


def _observations(reports: pa.Table) -> pa.Table:
    nested = reports["observations"].combine_chunks()
    return _with_ids(_flat(pc.list_flatten(nested)), reports.take(pc.list_parent_indices(nested)))


def _flat(structs: Any) -> pa.Table:
    return pa.Table.from_struct_array(structs)


def _with_ids(rows: pa.Table, documents: pa.Table) -> pa.Table:
    for name in ("report_id", "document_id"):
        rows = rows.append_column(name, documents[name])
    return rows
