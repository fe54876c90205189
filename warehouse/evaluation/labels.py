"""Labelled reports: what an expert reads in a text, and where.

One report a line: ``document`` (the name of its text), ``report_year``, ``facts`` that must be read,
``optional`` readings that are left open. Offsets count characters, end exclusive; a label that does not quote
its text is refused.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.errors import WrongArguments

Bounds = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """One number as an expert reads it."""

    start: int
    end: int
    text: str
    metric: str | None
    value: float
    unit: str | None
    qualifier: str
    status: str
    period: Bounds | None
    """ISO dates, or None where the period is not held against the label."""
    of_which: str | None
    subset: str | None
    value_max: float | None
    change: tuple[float, str | None] | None
    """The change on the year before that the text attaches, and its unit where the label has one."""
    alternatives: tuple[str, ...]
    """Metrics that are right as well."""
    is_unit_written: bool
    """The unit stands right behind the numeral."""


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """A text, and all that is to be read in it."""

    document: str
    text: str
    year: int
    facts: tuple[Label, ...]
    optional: tuple[Label, ...]


def load_labels(labels: Path, texts: Path) -> tuple[LabelledReport, ...]:
    """Return the labelled reports of a file, their texts from a folder.

    Raises:
        WrongArguments: a line is no labelled report, a text is missing, or a label does not quote it.
    """
    reports = []
    for number, line in enumerate(labels.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            where = f"{labels.name}, line {number}"
            try:
                reports.append(_report(json.loads(line), texts, where))
            except (KeyError, TypeError, ValueError, OSError) as error:
                raise WrongArguments(
                    f"The line is no labelled report: {type(error).__name__} {error}.",
                    expected="document, report_year, facts, each with start, end, raw, metric, value, status",
                    where=where,
                ) from error
    return tuple(reports)


def _report(row: Mapping[str, Any], texts: Path, where: str) -> LabelledReport:
    text = (texts / row["document"]).read_text(encoding="utf-8")
    facts, optional = (
        tuple(_label(raw, text, row["report_year"], where) for raw in row.get(kind, ()))
        for kind in ("facts", "optional")
    )
    return LabelledReport(row["document"], text, row["report_year"], facts, optional)


def _label(raw: Mapping[str, Any], text: str, year: int, where: str) -> Label:
    start, end = raw["start"], raw["end"]
    if text[start:end] != raw["raw"]:
        raise WrongArguments(
            f"A label says {raw['raw']!r} at {start}, and the text has {text[start:end]!r}.",
            expected="offsets into the very text",
            where=where,
            todo="label the text again, or take back its change",
        )
    change, unit, largest = raw.get("yoy"), raw.get("unit"), raw.get("value_max")
    return Label(
        start=start,
        end=end,
        text=raw["raw"],
        metric=raw["metric"],
        value=float(raw["value"]),
        unit=unit,
        qualifier=raw.get("qualifier", "exact"),
        status=raw["status"],
        period=period_bounds(raw.get("period"), year),
        of_which=raw.get("of_which"),
        subset=raw.get("subset"),
        value_max=None if largest is None else float(largest),
        change=(float(change["value"]), change.get("unit")) if change else None,
        alternatives=tuple(raw.get("alt", ())),
        is_unit_written=bool(unit) and text.startswith(str(unit), end),
    )


def period_bounds(label: str | None, year: int) -> Bounds | None:
    """Return the first and last day of a period as labels write it: year, 1-11月, 截至11月30日, 上半年."""
    if label is None:
        return None
    if label == "year":
        return f"{year}-01-01", f"{year}-12-31"
    if label == "上半年":
        return f"{year}-01-01", f"{year}-06-30"
    if months := re.fullmatch(r"(\d{1,2})-(\d{1,2})月", label):
        first, last = int(months[1]), int(months[2])
        return f"{year}-{first:02d}-01", f"{year}-{last:02d}-{_last_day(year, last):02d}"
    if until := re.fullmatch(r"截至(\d{1,2})月(?:(\d{1,2})日|底)", label):
        month = int(until[1])
        return f"{year}-01-01", f"{year}-{month:02d}-{int(until[2] or _last_day(year, month)):02d}"
    return None


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
