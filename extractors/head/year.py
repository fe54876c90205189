"""Which year a report is about: votes of title, first sentence, headings and date, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.head.dates import arabic_dates
from extractors.head.rules import any_word

_YEAR = re.compile(r"(?<![\d-])(20[0-4]\d)年(?![\d十-])")
_YEAR_OF_TITLE = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_SPAN = re.compile(r"(20\d\d)年?度?[-—–~至]+(20\d\d)")
_OUTLINE = re.compile(r"《[^》]{0,60}》|(?:纲要|规划|方案|意见)[(（]?20\d\d年?[-—–~至]+20\d\d年?[)）]?")
_SHORT_YEAR = re.compile(r"(?<![\d.十])([12]\d)年度?(?=[^\d来内以底初](?!余))")
_SHORT_YEAR_OF_OPENING = re.compile(
    r"(?:^|\n)(?:现将)?[\u4e00-\u9fff]{0,12}?(?<![\d.十])([12]\d)年(?:度(?!假)|以来|[,，])"
)
_LOST_MARK = re.compile(r"(?<!\d)(20[0-4]\d)(?:1[0-2]|[1-9])月")
_BOOK = re.compile(r"《[^》]{0,60}》|[(（]20\d\d[-—–~至]+20\d\d年?[)）]|20\d\d年?[-—–~至]+20\d\d年?")
_BOOK_NAME = re.compile(r"《[^》]{0,60}》")
_PLAIN_WORD = re.compile("[\u4e00-\u9fff]{3}")
_REPORTED = re.compile(r"(?:现将|现就|将)[^。]{0,30}?(20[0-4]\d)年")
_LAST_MONTH_OF_NEXT_YEAR = 10
_WITHOUT_A_SAY = {"publish_date", "outline", "lost_mark"}
"""Witnesses too loose to contradict the others: a report may come late, an outline run past its year."""


@dataclass(frozen=True, slots=True)
class YearVote:
    """The year that won, what spoke for which year, and whether the text contradicts itself."""

    year: int | None
    evidence: tuple[str, ...]
    conflict: bool


def vote_year(title: str | None, opening: str, headings: Sequence[str], publish_date: str | None) -> YearVote:
    """Return the year of the report. An earlier witness outranks a later one; disagreement is recorded."""
    title = arabic_dates(title or "")
    votes = [
        *_from_title(title),
        *_from_opening(arabic_dates(opening)),
        *_from_plan_headings(headings),
        *_from_date(publish_date),
        *_from_headings(headings),
        *_from_outline(title),
        *_from_lost_mark(opening),
    ]
    if not votes:
        return YearVote(None, (), False)
    year = votes[0][1]
    spoken = {value for source, value in votes if source not in _WITHOUT_A_SAY}
    is_early = publish_date is not None and int(publish_date[:4]) < year
    evidence = [f"{source}:{value}" for source, value in votes]
    evidence += [f"span:{match[1]}-{match[2]}" for match in _SPAN.finditer(_BOOK_NAME.sub("", title))][:1]
    return YearVote(year, tuple(evidence), len(spoken) > 1 or is_early)


def _from_title(title: str) -> Iterable[tuple[str, int]]:
    """The first year of the title; of a span of years, the last; 23年 where no year is written in full."""
    plain = _SPAN.sub(r"\2", _OUTLINE.sub("", title))
    if years := _YEAR_OF_TITLE.findall(plain):
        return [("title", int(years[0]))]
    short = _SHORT_YEAR.search(plain)
    return [("title", 2000 + int(short[1]))] if short else []


def _from_opening(opening: str) -> Iterable[tuple[str, int]]:
    """The year of 现将…情况报告如下, else the first year that stands outside titles and ranges."""
    plain = _BOOK.sub("", opening)
    if match := _REPORTED.search(plain) or _YEAR.search(plain):
        return [("first_sentence", int(match[1]))]
    short = _SHORT_YEAR_OF_OPENING.search(plain)
    return [("first_sentence", 2000 + int(short[1]))] if short else []


def _from_outline(title: str) -> Iterable[tuple[str, int]]:
    """The last year of an outline that the title names, for want of any other."""
    names = [match.group() for match in _OUTLINE.finditer(title)]
    return [("outline", int(span[2])) for name in names if (span := _SPAN.search(name))][:1]


def _from_lost_mark(opening: str) -> Iterable[tuple[str, int]]:
    """The year of 202310月, whose 年 was lost on the way."""
    match = _LOST_MARK.search(_BOOK.sub("", opening))
    return [("lost_mark", int(match[1]))] if match else []


def _heading_years(headings: Sequence[str]) -> Iterable[tuple[bool, int]]:
    """Each year that a heading names, and whether what follows it is a plan."""
    for heading in headings:
        parts = _YEAR_OF_TITLE.split(_BOOK.sub("", arabic_dates(heading)))
        for year, rest in zip(parts[1::2], parts[2::2], strict=True):
            yield _is_plan(rest if any(_PLAIN_WORD.search(p) for p in parts[2:]) else heading), int(year)


def _is_plan(words_of_heading: str) -> bool:
    planned = any_word("year", "plan_words").search(words_of_heading)
    return bool(planned) and not any_word("year", "done_words").search(words_of_heading)


def _from_plan_headings(headings: Sequence[str]) -> Iterable[tuple[str, int]]:
    return [("plan_heading", year - 1) for is_plan, year in _heading_years(headings) if is_plan][:1]


def _from_headings(headings: Sequence[str]) -> Iterable[tuple[str, int]]:
    return [("heading", year) for is_plan, year in _heading_years(headings) if not is_plan][:3]


def _from_date(publish_date: str | None) -> Iterable[tuple[str, int]]:
    """A report appears in the year after; from November on, in its own."""
    if not publish_date:
        return []
    year, month = int(publish_date[:4]), int(publish_date[5:7])
    return [("publish_date", year - (month <= _LAST_MONTH_OF_NEXT_YEAR))]
