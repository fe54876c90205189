"""The head of a report: title, issuer, place, year and publish date, and whether it is a report at all.

What belongs here: putting the readings of title, issuer, year and date together. What does not: the
numbers of the body.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractors.head.dates import find_publish_date, is_date_line
from extractors.head.issuer import Issuer, find_issuer
from extractors.head.lines import Line, head_lines, tail_lines, tidy_line
from extractors.head.phrases import issuer_phrases
from extractors.head.self_reference import self_referenced_kind
from extractors.head.title import Title, find_title
from extractors.head.verdict import judge
from extractors.head.year import vote_year
from extractors.places import kind_above, place_by_mentions, settle
from extractors.places.older import scheme_of
from extractors.places.resolve import NOTHING, Resolution
from extractors.places.table import SCHEME
from extractors.records import Report

_OPENING = 420
_ADDRESSEE = re.compile(r"[^\d。]{2,30}:")
_KINDS_OF_A_DIVISION = ("department", "county_government")
"""Kinds that stand for a whole county: the county that the text names tells theirs."""
_SECTION = re.compile(r"[一二三四五六七八九十]{1,2}[、.．]|[(（][一二三四五六七八九十]{1,2}[)）]")
_HEADING = re.compile(r"^(?:[#*]|[^\S\n])*+[一二三四五六七八九十]{1,2}[、.．][^\n]{2,60}$", re.MULTILINE)

__all__ = ["read_head"]


def read_head(text: str, headings: Sequence[str] = ()) -> Report:
    """Return who reports on which year, as far as the text settles it.

    Args:
        text: the whole text, lines separated by line feeds.
        headings: the section headings where they are known; else numbered lines are taken for them.
    """
    head, tail = head_lines(text), tail_lines(text)
    title = find_title(head)
    heading = title.text if title else None
    opening = opening_of(head, title)
    publish_date = find_publish_date(head, tail)
    year = vote_year(heading, opening, headings or section_headings(text), publish_date)
    issuer = find_issuer(issuer_phrases(title, head, tail, opening))
    kind = issuer_kind(issuer, text)
    verdict = judge(heading, opening, text)
    reason = verdict.reason
    if reason is None and issuer is None and year.year is None and kind == "other":
        reason = "no_issuer_no_year"
    place = locate(issuer, kind, text)
    return Report(
        is_report=reason is None,
        reject_reason=reason,
        title=heading,
        issuer=issuer.name if issuer else None,
        issuer_kind=kind,
        jurisdiction_code=place.code,
        jurisdiction_candidates=place.candidates,
        jurisdiction_evidence=place.evidence,
        report_year=year.year,
        year_evidence=year.evidence,
        year_conflict=year.conflict,
        publish_date=publish_date,
        report_type=verdict.family if reason is None else None,
        jurisdiction_scheme=scheme_of(place.code) if place.code else SCHEME,
    )


def opening_of(head: Sequence[Line], title: Title | None) -> str:
    """Return the first sentences of the report: the lines after the title that are not of the page."""
    rest = head[title.last + 1 :] if title else head
    body = itertools.takewhile(lambda line: not _SECTION.match(line.text), (x for x in rest if is_prose(x)))
    return "\n".join(line.text for line in body)[:_OPENING]


def is_prose(line: Line) -> bool:
    """Whether a line can be of the report's text: not of the page, no date alone, no addressee."""
    is_addressee = bool(_ADDRESSEE.fullmatch(line.text))
    return not line.is_furniture and not is_addressee and not is_date_line(line.text)


def section_headings(text: str) -> list[str]:
    """Return the lines that are numbered like sections of the first level."""
    return [tidy_line(match.group()) for match in _HEADING.finditer(text)]


def issuer_kind(issuer: Issuer | None, text: str) -> str:
    """Return the kind of the issuer; a self-reference tells it where no office is named."""
    if issuer is None:
        return self_referenced_kind(text) or "other"
    if issuer.bare and self_referenced_kind(text) == "department":
        return "department"
    return issuer.kind


def locate(issuer: Issuer | None, kind: str, text: str) -> Resolution:
    """Return the division of the issuer, namesakes told apart by the whole text."""
    if issuer is not None and issuer.has_place:
        return settle(issuer.place, text)
    if kind in _KINDS_OF_A_DIVISION:
        return place_by_mentions(text, kind_above(text))
    return issuer.place if issuer else NOTHING
