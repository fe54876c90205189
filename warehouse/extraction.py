"""What was read out of texts as Arrow columns: one row a document, its report and observations nested in it.

The same function on a chunk of the lake serves one process, a pool of them, or a cluster. What belongs here:
ids, columns, and nothing that a Parquet column cannot hold. What does not: partitions and runs (``reading``).
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import pyarrow as pa

from extractors.records import Extraction, Number, Observation, Report
from extractors.signature import Signature
from warehouse.lake.schemas import SCHEMAS

_ID_LENGTH = 20
# What one container writes and another does not: white space, marks of Markdown, bars and rules of tables.
_LAYOUT = "|*#\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_RULE = re.compile(r"(?<![\w%])-{3,}(?!\w)")
_WIDE = tuple(zip("（），；：！？％", "(),;:!?%", strict=True))
_STAMPED = ("report_id", "document_id", "extractor_version", "first_run")
"""Columns of the lake that stand beside a document, not inside what was read out of it."""


def text_id(text: str) -> str:
    """Return the id of what a text says, whatever file it came in: one report in two files is one."""
    # The common full-width marks first: normalising a whole text costs ten times as much.
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    if "---" in text:
        text = _RULE.sub("", text)
    said = "".join(text.split())
    for mark in _LAYOUT:
        if mark in said:
            said = said.replace(mark, "")
    return hashlib.sha256(said.encode()).hexdigest()[:_ID_LENGTH]


class Read(NamedTuple):
    """What came of one document: an extraction, or the reason why there is none."""

    document_id: str
    report_id: str | None
    extraction: Extraction | None
    failure: str | None
    signature: Signature | None = None
    """What the report is recognised by; None where there is no report."""

    @property
    def report(self) -> Report | None:
        """The head of a text that is a report."""
        found = self.extraction.report if self.extraction else None
        return found if found and found.is_report else None

    @property
    def outcome(self) -> str:
        """report, not_a_report or failed."""
        return "failed" if self.extraction is None else "report" if self.report else "not_a_report"

    @property
    def reason(self) -> str | None:
        """Why there is no report."""
        if self.extraction is None or self.report:
            return self.failure
        return self.extraction.report.reject_reason or "not a report"


def _struct(table: str) -> pa.StructType:
    return pa.struct([field for field in SCHEMAS[table] if field.name not in _STAMPED])


_FIELDS: list[pa.Field[Any]] = [
    pa.field("document_id", pa.string()),
    pa.field("report_id", pa.string()),
    pa.field("outcome", pa.string()),
    pa.field("reason", pa.string()),
    # Whose paper it seems to be, where it was refused.
    pa.field("jurisdiction_code", pa.string()),
    pa.field("issuer_kind", pa.string()),
    pa.field("report_year", pa.int64()),
    pa.field("report", _struct("report")),
    pa.field("signature", _struct("signature")),
    pa.field("observations", pa.list_(_struct("observation"))),
]
READ = pa.schema(_FIELDS)
"""One row a document."""


def read_table(documents: Iterable[Read]) -> pa.Table:
    """Return what was read as a table of the schema :data:`READ`, in the order given."""
    reads = list(documents)
    heads = [read.extraction.report if read.extraction else None for read in reads]
    refused = [None if read.report else head for read, head in zip(reads, heads, strict=True)]
    columns: dict[str, pa.Array[Any]] = {
        "document_id": pa.array([read.document_id for read in reads], pa.string()),
        "report_id": pa.array([read.report_id for read in reads], pa.string()),
        "outcome": pa.array([read.outcome for read in reads], pa.string()),
        "reason": pa.array([read.reason for read in reads], pa.string()),
        "jurisdiction_code": pa.array([r.jurisdiction_code if r else None for r in refused], pa.string()),
        "issuer_kind": pa.array([r.issuer_kind if r else None for r in refused], pa.string()),
        "report_year": pa.array([r.report_year if r else None for r in refused], pa.int64()),
        "report": _structs("report", [read.report for read in reads], _REPORT),
        "signature": _structs("signature", [read.signature for read in reads], _SIGNATURE),
        "observations": _nested([_observations(read) for read in reads]),
    }
    return pa.table(columns, schema=READ)


def _nested(rows: Sequence[Sequence[tuple[str, Observation]]]) -> pa.ListArray[Any]:
    flat = [row for of_document in rows for row in of_document]
    offsets = pa.array([0, *accumulate(len(of_document) for of_document in rows)], pa.int32())
    return pa.ListArray.from_arrays(offsets, _structs("observation", flat, _OBSERVATION))


def _structs(table: str, rows: Sequence[Any], columns: dict[str, Callable[[Any], Any]]) -> pa.StructArray:
    struct = _struct(table)
    arrays = [_column(rows, columns[field.name], field.type) for field in struct]
    missing = pa.array([row is None for row in rows], pa.bool_())
    return pa.StructArray.from_arrays(arrays, fields=list(struct), mask=missing)


def _column(rows: Sequence[Any], read: Callable[[Any], Any], kind: pa.DataType) -> pa.Array[Any]:
    return pa.array([None if row is None else read(row) for row in rows], kind)


_REPORT: dict[str, Callable[[Report], Any]] = {
    "title": lambda report: report.title,
    "issuer_name": lambda report: report.issuer,
    "issuer_kind": lambda report: report.issuer_kind,
    "jurisdiction_code": lambda report: report.jurisdiction_code,
    "jurisdiction_candidates": lambda report: report.jurisdiction_candidates,
    "jurisdiction_evidence": lambda report: report.jurisdiction_evidence,
    "report_year": lambda report: report.report_year,
    "year_evidence": lambda report: report.year_evidence,
    "year_conflict": lambda report: report.year_conflict,
    "publish_date": lambda report: report.publish_date,
    "report_type": lambda report: report.report_type,
}
_SIGNATURE: dict[str, Callable[[Signature], Any]] = {
    "sentences": lambda signature: signature.sentences,
    "patterns": lambda signature: signature.patterns,
    "missing_parts": lambda signature: signature.missing_parts,
}
_SPECIAL: dict[str, Callable[[tuple[str, Observation]], Any]] = {
    "observation_id": lambda row: row[0],
    "start_offset": lambda row: row[1].start,
    "end_offset": lambda row: row[1].end,
    "value": lambda row: _real(row[1].value),
    "value_max": lambda row: _real(row[1].value_max),
    "yoy_value": lambda row: _real(row[1].yoy.value) if row[1].yoy else None,
    "yoy_unit": lambda row: row[1].yoy.unit if row[1].yoy else None,
}


def _attribute(name: str) -> Callable[[tuple[str, Observation]], Any]:
    return lambda row: getattr(row[1], name)


_OBSERVATION: dict[str, Callable[[tuple[str, Observation]], Any]] = {
    field.name: _SPECIAL.get(field.name) or _attribute(field.name) for field in _struct("observation")
}


def _observations(read: Read) -> list[tuple[str, Observation]]:
    """Return the observations of a report with their ids, each id once."""
    if read.report is None or read.extraction is None or read.report_id is None:
        return []
    rows = {_observation_id(read.report_id, found): found for found in read.extraction.observations}
    return list(rows.items())


def _observation_id(report_id: str, found: Observation) -> str:
    """Hash what identifies an observation: where it stands and how it was read, however surely."""
    change = found.yoy
    identifying = (
        report_id,
        found.start,
        found.end,
        found.metric,
        _real(found.value),
        _real(found.value_max),
        found.unit,
        found.qualifier,
        found.status,
        found.period_start,
        found.period_end,
        found.of_which,
        found.of_which_start,
        found.subset,
        found.scope,
        _real(change.value) if change else None,
        change.unit if change else None,
    )
    return hashlib.sha256("\x1f".join(map(repr, identifying)).encode()).hexdigest()[:_ID_LENGTH]


def _real(value: Number | None) -> float | None:
    if value is None:
        return None
    try:
        real = float(value)
    except OverflowError:
        return None
    return real if math.isfinite(real) else None
