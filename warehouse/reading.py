"""New texts of the lake through the extractor: reports and observations by year, and a ledger.

A document is read once by each version of the extractor. Batches are committed one by one, so that a run that
dies loses at most one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow.parquet as pq

from extractors.records import Report
from warehouse.engines.pool import Extractor, Outcome, Task, default_extractor, extract_many
from warehouse.extraction import observation_rows, report_row, signature_row, text_id
from warehouse.fingerprints import extractor_version
from warehouse.lake import Lake
from warehouse.years import OTHER, key_of, keys_of_documents

Progress = Callable[[int, int], None]
_BATCH = 2000


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
    extractor: Extractor = default_extractor,
    workers: int | None = None,
    years: Collection[str] | None = None,
) -> Reading:
    """Extract what is new, of some years or of all; ``on_progress(done, total)`` hears of each document."""
    pending, reading = pending_documents(lake, years), Reading()
    keys = keys_of_documents(lake) if pending else {}
    for batch in _batches(lake, pending):
        rows = _Rows(run_id, keys)
        for outcome, task in zip(extract_many(batch, extractor, workers), batch, strict=True):
            rows.add(outcome, task.text, reading)
            if on_progress is not None:
                on_progress(reading.documents, len(pending))
        rows.stage(lake)
        lake.commit(run_id, "extract")
    return reading


def _batches(lake: Lake, wanted: set[str]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    for part in lake.parts("text") if wanted else ():
        for rows in pq.ParquetFile(part).iter_batches(batch_size=_BATCH):
            batch.extend(
                Task(row["document_id"], row["text"])
                for row in rows.to_pylist()
                if row["document_id"] in wanted
            )
            if len(batch) >= _BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


class _Rows:
    """Rows of one batch, by table and partition."""

    def __init__(self, run_id: str, known: Mapping[str, str]) -> None:
        self._known = known
        self._stamp = {"extractor_version": extractor_version(), "first_run": run_id}
        self._rows: dict[tuple[str, str], list[dict[str, Any]]] = {}

    def add(self, outcome: Outcome, text: str, reading: Reading) -> None:
        """Take one outcome in, and count it."""
        extraction = outcome.extraction
        if extraction is None:
            reading.count(self._known.get(outcome.document_id, OTHER), failed=1)
            self._enter(outcome.document_id, "failed", outcome.failure, None)
        elif not extraction.report.is_report:
            reason = extraction.report.reject_reason or "not a report"
            reading.count(key_of(extraction.report.report_year), not_reports=1)
            self._enter(outcome.document_id, "not_a_report", reason, None, extraction.report)
        else:
            report_id = text_id(text)
            observations = observation_rows(extraction, report_id)
            key = key_of(extraction.report.report_year)
            reading.count(key, reports=1, observations=len(observations))
            self._enter(outcome.document_id, "report", None, report_id)
            year = f"year={extraction.report.report_year or 'unknown'}"
            place = {**self._stamp, "document_id": outcome.document_id}
            self._put("report", year, {**report_row(extraction.report, report_id), **place})
            for row in observations:
                self._put("observation", year, {**row, **place})
            if outcome.signature is not None:
                self._put("signature", year, {**signature_row(outcome.signature, report_id), **place})

    def stage(self, lake: Lake) -> None:
        """Write the rows as parts of the lake."""
        for (table, partition), rows in sorted(self._rows.items()):
            lake.stage(table, rows, partition)

    def _enter(
        self,
        document_id: str,
        outcome: str,
        reason: str | None,
        report_id: str | None,
        refused: Report | None = None,
    ) -> None:
        row: dict[str, Any] = {
            "document_id": document_id,
            "outcome": outcome,
            "reason": reason,
            "report_id": report_id,
        }
        if refused is not None:
            row["jurisdiction_code"], row["issuer_kind"] = refused.jurisdiction_code, refused.issuer_kind
            row["report_year"] = refused.report_year
        self._put("ledger", "", {**row, **self._stamp})

    def _put(self, table: str, partition: str, row: dict[str, Any]) -> None:
        self._rows.setdefault((table, partition), []).append(row)
