"""What one file would be taken for, decision by decision with its evidence; nothing is stored.

What belongs here: telling what intake and extractor decided. What does not: deciding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extractors import extract
from extractors.places import Resolution, load_places, settle_by_origin
from extractors.places.resolve import NOTHING
from extractors.records import Extraction, Report
from warehouse.errors import NothingReadable
from warehouse.extraction import text_id
from warehouse.intake import Arrival, Origin, read_file

_SHOWN_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what was asked, what was decided, and what spoke for it."""

    name: str
    decided: str | None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A document with the decisions on it, in their order."""

    file: str
    text: str | None
    """The text that every offset points into."""
    decisions: tuple[Decision, ...]


def explain_file(path: Path) -> tuple[list[Decided], list[str]]:
    """Return the decisions on each document of a file, and the remarks on its manifest.

    Raises:
        NothingReadable: there is no such file.
    """
    if not path.parent.is_dir() or not (path.is_symlink() or path.exists()):
        raise NothingReadable(f"There is no file {path}.", expected="a report", todo="name an existing file")
    notes: list[str] = []
    return [_decided(arrival) for arrival in read_file(path, notes=notes)], notes


def _decided(arrival: Arrival) -> Decided:
    decisions = [*_of_bytes(arrival), *_of_origin(arrival)]
    if arrival.text is not None:
        extraction = extract(arrival.text)
        told = told_place(extraction.report, arrival.text, arrival.origin)
        decisions += [*_of_head(extraction.report, told), *_of_numbers(extraction)]
        decisions.append(Decision("report_id", text_id(arrival.text)))
    return Decided(arrival.file, arrival.text, tuple(decisions))


def _of_bytes(arrival: Arrival) -> Iterable[Decision]:
    size = () if arrival.content is None else (f"{len(arrival.content)} bytes",)
    yield Decision("state", "read" if arrival.is_readable else "quarantined", _listed(arrival.reason))
    yield Decision("kind", arrival.kind, size)
    if arrival.encoding is not None:
        yield Decision("encoding", arrival.encoding)
    if arrival.text is not None:
        yield Decision("characters", str(len(arrival.text)))
    yield Decision("sha256", arrival.document_id)


def _of_origin(arrival: Arrival) -> Iterable[Decision]:
    for name, told in arrival.origin.as_dict().items():
        if told is not None:
            yield Decision(name, str(told), ("manifest",))


def told_place(report: Report, text: str, origin: Origin) -> Resolution:
    """Return the place that the manifest tells where the text leaves it open, as a run would take it."""
    declared, candidates = origin.declared_code, report.jurisdiction_candidates
    if report.jurisdiction_code is not None:
        return NOTHING
    if declared is not None and (not candidates or declared in candidates):
        return Resolution(declared, (), ("manifest",))
    urls, publishers = ([told] if told else [] for told in (origin.url, origin.publisher))
    return settle_by_origin(candidates, report.issuer, text, urls, publishers)


def _of_head(report: Report, told: Resolution) -> Iterable[Decision]:
    yield Decision("is_report", "yes" if report.is_report else "no", _listed(report.reject_reason))
    yield Decision("report_type", report.report_type)
    yield Decision("title", report.title)
    yield Decision("issuer", report.issuer)
    yield Decision("issuer_kind", report.issuer_kind)
    evidence = (*report.jurisdiction_evidence, *told.evidence)
    yield Decision("place", _place(report.jurisdiction_code or told.code), evidence)
    candidates = report.jurisdiction_candidates
    if candidates:
        named = tuple(_place(code) or code for code in candidates[:_SHOWN_CANDIDATES])
        yield Decision("place_candidates", str(len(candidates)), named)
    conflict = ("the votes contradict each other",) if report.year_conflict else ()
    year = None if report.report_year is None else str(report.report_year)
    yield Decision("year", year, (*report.year_evidence, *conflict))
    yield Decision("publish_date", report.publish_date)


def _of_numbers(extraction: Extraction) -> Iterable[Decision]:
    roles = Counter(entry.role for entry in extraction.numbers)
    told = tuple(f"{role}: {count}" for role, count in sorted(roles.items()))
    yield Decision("numbers", str(len(extraction.numbers)), told)
    known = sum(o.metric is not None for o in extraction.observations)
    told = (f"with a metric of the catalogue: {known}",)
    yield Decision("observations", str(len(extraction.observations)), told)


def _place(code: str | None) -> str | None:
    if code is None:
        return None
    path = "".join(place.name for place in reversed(load_places().path(code)))
    return f"{code} {path}"


def _listed(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()
