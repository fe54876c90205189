"""The records that an extraction yields: plain, frozen, and free of any library.

What belongs here: the shape of a report's head, of one observation, and of one
accounted number, with the JSON form that the command line prints. What does not:
any reading of text.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

Number = int | float


@dataclass(frozen=True, slots=True)
class Report:
    """Who reports on which year, as far as the text itself settles it."""

    is_report: bool
    reject_reason: str | None
    title: str | None
    issuer: str | None
    issuer_kind: str
    jurisdiction_code: str | None
    """12-digit code of the scheme ``nbs2023``; None where the text does not settle the place."""
    jurisdiction_candidates: tuple[str, ...]
    jurisdiction_evidence: tuple[str, ...]
    report_year: int | None
    year_evidence: tuple[str, ...]
    year_conflict: bool
    publish_date: str | None
    """ISO date, or year and month alone where no day is given."""
    report_type: str | None = "rule_of_law"
    """The family of reports (``extractors/families``); None where the text is no report of any."""
    jurisdiction_scheme: str = "nbs2023"
    """The code list of ``jurisdiction_code``: an older one for a place that the newest lacks."""


class Change(NamedTuple):
    """The change against the year before that the text attaches to a level."""

    value: Number
    unit: str


class Observation(NamedTuple):
    """One number and one reading of it. Offsets point into the text exactly as given, end exclusive."""

    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int
    sentence: str
    """The sentence as a reader may see it: names of private persons and contact numbers masked."""
    section: str
    metric: str | None
    value: Number
    value_max: Number | None
    """The upper end of a range, else None."""
    unit: str | None
    """The measure word as written; 元 for money, % for rates."""
    qualifier: str
    status: str
    period_start: str | None
    period_end: str | None
    of_which: str | None
    """The metric of the whole that this number is a part of."""
    of_which_start: int | None
    """Where that whole stands."""
    subset: str | None
    """Which part, place or kind the number covers; for a number without metric, what it counts."""
    scope: str
    yoy: Change | None
    is_total: bool
    """The text itself calls the number a total (共, 合计, 累计)."""
    confidence: float
    rule: str
    """The catalogue rule that chose the metric."""

    def as_dict(self) -> dict[str, Any]:
        """Return the observation by field, its change as well."""
        return {**self._asdict(), "yoy": self.yoy._asdict() if self.yoy else None}


class NumberEntry(NamedTuple):
    """One number of the text and the role that it plays there."""

    start: int
    end: int
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read out of one text."""

    report: Report
    observations: tuple[Observation, ...]
    numbers: tuple[NumberEntry, ...]

    def as_record(self, identifier: str) -> dict[str, Any]:
        """Return the JSON form of the extraction contract."""
        return {
            "id": identifier,
            "report": asdict(self.report),
            "observations": [o.as_dict() for o in self.observations],
            "numbers": [n._asdict() for n in self.numbers],
        }
