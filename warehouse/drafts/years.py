"""Years that do not go with a draft's own: in headings, and in sentences that take them for the current one.

What belongs here: the year of single headings and sentences. What does not: which year a report is about
(``extractors.head``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.head.dates import arabic_dates
from extractors.outline import Section, heading_kind
from warehouse.drafts.finding import DraftFinding, found
from warehouse.drafts.papers import Paper

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
# The name of a plan or a law, and a span of years, are not about the year of a heading.
_NOT_ITS_YEAR = re.compile(r"《[^》]{0,60}》|20\d\d年?\s?[-—–~至]+\s?20\d\d年?")
_CHAPTER_LEVEL = 2
_LOOKING_ELSEWHERE = ("plan", "rectification")
_KEYS = {"name", "pattern", "examples"}


@dataclass(frozen=True, slots=True)
class YearCue:
    """A way to speak of a year as the current one."""

    name: str
    pattern: re.Pattern[str]
    is_always: bool
    """It counts beside words of comparison, too."""
    examples: tuple[tuple[int, str, int], ...]


@cache
def load_cues() -> tuple[tuple[YearCue, ...], re.Pattern[str]]:
    """Return the cues, and the words beside which most of them say nothing.

    Raises:
        ValueError: a cue lacks something, or has something unknown.
    """
    raw = tomllib.loads(Path(__file__).with_name("years.toml").read_text(encoding="utf-8"))
    return tuple(map(_cue, raw["cue"])), re.compile(raw["unless"])


def _cue(raw: dict[str, object]) -> YearCue:
    if set(raw) - {"always"} != _KEYS or "(?P<year>" not in str(raw["pattern"]):
        raise ValueError(f"years.toml: {raw} needs {sorted(_KEYS)}, and a group `year` in its pattern")
    examples = tuple((year, text, told) for year, text, told in raw["examples"])  # type: ignore[attr-defined]
    return YearCue(str(raw["name"]), re.compile(str(raw["pattern"])), bool(raw.get("always")), examples)


def wrong_years(paper: Paper) -> Iterator[DraftFinding]:
    """Yield headings and sentences whose year is not the report's; nothing where that has none."""
    if (year := paper.report.report_year) is None:
        return
    yield from _in_headings(paper, year)
    yield from _in_sentences(paper, year)


def year_taken_for_current(sentence: str, year: int) -> int | None:
    """Return the year that a sentence of a report on ``year`` wrongly takes for the current one."""
    cues, unless = load_cues()
    for cue in cues:
        match = cue.pattern.search(sentence)
        if match and int(match["year"]) != year and (cue.is_always or not unless.search(sentence)):
            return int(match["year"])
    return None


def _in_headings(paper: Paper, year: int) -> Iterator[DraftFinding]:
    for section in paper.outline.sections:
        named = [int(y) for y in _YEAR.findall(_NOT_ITS_YEAR.sub("", arabic_dates(section.heading)))]
        if named and _is_of_chapter(section) and not _goes_with(section.kind, named, year):
            at = paper.span(section.start, section.start + len(section.heading))
            yield found(paper, "heading_of_other_year", "、".join(map(str, named)), at)


def _is_of_chapter(section: Section) -> bool:
    """Single items may tell of any year; chapters, and headings that say what they are, may not."""
    return section.level <= _CHAPTER_LEVEL or heading_kind(section.heading) is not None


def _goes_with(kind: str, named: list[int], year: int) -> bool:
    if kind == "plan":
        return max(named) > year
    if kind == "rectification":
        return bool({year, year - 1} & set(named))
    return year in named


def _in_sentences(paper: Paper, year: int) -> Iterator[DraftFinding]:
    view, position = paper.layout.view, 0
    while position < len(view):
        start, end = paper.outline.sentence_at(position)
        position = max(end, position + 1)
        sentence = arabic_dates(view[start:end].strip())
        if paper.outline.section_at(start).kind in _LOOKING_ELSEWHERE:
            continue
        if (told := year_taken_for_current(sentence, year)) is not None:
            yield found(paper, "sentence_of_other_year", told, paper.sentence_at(start))
