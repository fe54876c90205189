"""Extractions to rows of the lake: ids, partitions, and nothing that a Parquet column cannot hold."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from typing import Any

from extractors.records import Extraction, Number, Observation, Report
from extractors.signature import Signature

_ID_LENGTH = 20
# What one container writes and another does not: white space, marks of Markdown, bars and rules of tables.
_LAYOUT = re.compile(r"[\s|*#\u200b-\u200f\u2060\ufeff\u00ad]+|(?<![\w%])-{3,}(?!\w)")


def text_id(text: str) -> str:
    """Return the id of what a text says, whatever file it came in: one report in two files is one."""
    said = _LAYOUT.sub("", unicodedata.normalize("NFKC", text))
    return hashlib.sha256(said.encode()).hexdigest()[:_ID_LENGTH]


def report_row(report: Report, report_id: str) -> dict[str, Any]:
    """Return the head of a report as a row, without the columns that the run adds."""
    return {
        "report_id": report_id,
        "title": report.title,
        "issuer_name": report.issuer,
        "issuer_kind": report.issuer_kind,
        "jurisdiction_code": report.jurisdiction_code,
        "jurisdiction_candidates": list(report.jurisdiction_candidates),
        "jurisdiction_evidence": list(report.jurisdiction_evidence),
        "report_year": report.report_year,
        "year_evidence": list(report.year_evidence),
        "year_conflict": report.year_conflict,
        "publish_date": report.publish_date,
        "report_type": report.report_type,
    }


def signature_row(signature: Signature, report_id: str) -> dict[str, Any]:
    """Return what a report is recognised by as a row, without the columns that the run adds."""
    missing = signature.missing_parts
    return {
        "report_id": report_id,
        "sentences": list(signature.sentences),
        "patterns": list(signature.patterns),
        "missing_parts": None if missing is None else list(missing),
    }


def observation_rows(extraction: Extraction, report_id: str) -> list[dict[str, Any]]:
    """Return one row an observation, each id once."""
    rows = (_observation_row(observation, report_id) for observation in extraction.observations)
    return list({row["observation_id"]: row for row in rows}.values())


def _observation_row(observation: Observation, report_id: str) -> dict[str, Any]:
    row = observation.as_dict()
    change = row.pop("yoy") or {"value": None, "unit": None}
    row["start_offset"], row["end_offset"] = row.pop("start"), row.pop("end")
    row["value"], row["value_max"] = _real(observation.value), _real(observation.value_max)
    row["yoy_value"], row["yoy_unit"] = _real(change["value"]), change["unit"]
    row["report_id"] = report_id
    row["observation_id"] = _observation_id(row)
    return row


# What identifies an observation: where it stands and how it was read. Not how sure we are, nor by which rule.
_IDENTIFYING = [
    "report_id",
    "start_offset",
    "end_offset",
    "metric",
    "value",
    "value_max",
    "unit",
    "qualifier",
    "status",
    "period_start",
    "period_end",
    "of_which",
    "of_which_start",
    "subset",
    "scope",
    "yoy_value",
    "yoy_unit",
]


def _observation_id(row: dict[str, Any]) -> str:
    content = "\x1f".join(repr(row[name]) for name in _IDENTIFYING)
    return hashlib.sha256(content.encode()).hexdigest()[:_ID_LENGTH]


def _real(value: Number | None) -> float | None:
    if value is None:
        return None
    try:
        real = float(value)
    except OverflowError:
        return None
    return real if math.isfinite(real) else None
