"""Headings, sections and sentences of a report's view.

A number means what its section says: below 存在问题 it is no result, below 下一步 it is a
target. What belongs here: where sections and sentences begin and end, and of which kind
they are. What does not: anything about single numbers.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.wordlists import any_of

_LEVELS = (
    (1, re.compile(r"第[一二三四五六七八九十]+(?:章|节|部分)")),
    (2, re.compile(r"([一二三四五六七八九十]{1,3})[、.．]")),
    (3, re.compile(r"([(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,2}[)）])")),
    (4, re.compile(r"([0-9]{1,2})[、.．](?![0-9])")),
    (5, re.compile(r"([(（]?[0-9]{1,2}[)）]|[①-⑳])")),
)
_BEFORE_HEADING = re.compile(r"[\n。；！](?=[(（第一二三四五六七八九十0-9①-⑳])")
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十]+(?:章|节|部分)|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,2}[)）]|[0-9]{1,2}[、.．](?![0-9])|[(（]?[0-9]{1,2}[)）]|[①-⑳])"
)
_HEADING_END = re.compile(r"[\n。；;]")
_BARE_HEADING = re.compile(r"\n([^\n，。；,;|]{4,28})(?=\n)")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_STATEMENT_END = re.compile(r"[。！？!?\n]")
_POINT = re.compile(r"[一二三四五六七八九十](?=是(?!否|一)[^\n，。；]{2})")
"""一是…；二是…: each is a sentence of its own."""
_NO_POINT_BEHIND = frozenset("第统之唯专单")
_YEAR = re.compile(r"(20[0-9]{2})年?")
_MAY_PART = re.compile(
    r"(?<=[^0-9.,%万亿千百十零〇一二三四五六七八九两半点分之至到~～—-])|(?<=,)(?![0-9]{3})"
)
_PAUSE = re.compile(r"(?<=[，、：）])")
_PAUSE_WITHIN = 100
SENTENCE_LENGTH = 1000
"""A longer stretch has lost its full stops; it is parted, or the time would grow with its square."""
HEADING_LENGTH = 40
"""A heading glued to its paragraph is read no further than this."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the view below one heading."""

    start: int
    level: int
    path: str
    """Numbers of the headings above it: 一/(二)."""
    heading: str
    kind: str
    """achievements, plan, problems, responsibility or rectification."""
    year: int | None
    """The year that a plan's heading names."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections and sentence boundaries of one view."""

    sections: tuple[Section, ...]
    _section_starts: list[int]
    _sentence_starts: list[int]
    _statement_starts: list[int]

    def section_at(self, position: int) -> Section:
        """Return the section in which ``position`` stands."""
        return self.sections[bisect_right(self._section_starts, position) - 1]

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Return start and end of the sentence around ``position``."""
        i = bisect_right(self._sentence_starts, position)
        return self._sentence_starts[i - 1], self._sentence_starts[i]

    def statement_at(self, position: int) -> tuple[int, int]:
        """Return the full sentence around ``position``: semicolons and 一是 do not part it."""
        i = bisect_right(self._statement_starts, position)
        return self._statement_starts[i - 1], self._statement_starts[i]

    def headings(self) -> list[str]:
        """Return the headings' texts, in order."""
        return [s.heading for s in self.sections if s.heading]


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = tomllib.loads(Path(__file__).with_name("outline.toml").read_text(encoding="utf-8"))["kind"]
    return tuple((row["name"], any_of(row["cues"])) for row in rows)


def heading_kind(heading: str) -> str | None:
    """Return the kind that a heading's words announce, or None where they announce none."""
    return next((name for name, cues in _kinds() if cues.search(heading)), None)


def _level(text: str) -> tuple[int, str] | None:
    for level, pattern in _LEVELS:
        if match := pattern.match(text):
            return level, match.group(0).rstrip("、.．")
    return None


def _heading_places(view: str) -> list[tuple[int, int, str, str]]:
    """Return (start, level, number, heading) for every heading, in order."""
    places = []
    for start in (0, *(match.end() for match in _BEFORE_HEADING.finditer(view))):
        found = _level(view[start : start + 12]) if _HEADING.match(view, start) else None
        if found is None:
            continue
        stop = _HEADING_END.search(view, start, start + HEADING_LENGTH)
        end = stop.start() if stop else min(len(view), start + HEADING_LENGTH)
        places.append((start, found[0], found[1], view[start:end]))
    for match in _BARE_HEADING.finditer(view):
        heading = match.group(1)
        if heading_kind(heading) and not _level(heading):
            places.append((match.start(1), 2, "", heading))
    return sorted(places)


def _sections(view: str) -> tuple[Section, ...]:
    sections = [Section(0, 0, "", "", "achievements", None)]
    stack: list[Section] = sections[:]
    for start, level, number, heading in _heading_places(view):
        while len(stack) > 1 and stack[-1].level >= level:
            stack.pop()
        above = stack[-1]
        kind = heading_kind(heading) if level <= 3 or above.kind == "achievements" else None
        if level > 2 and above.kind in ("plan", "problems") and kind != "plan":
            kind = above.kind
        year = max((int(y) for y in _YEAR.findall(heading)), default=above.year)
        path = f"{above.path}/{number}" if above.path and number else number or above.path
        section = Section(start, level, path, heading, kind or above.kind, year)
        sections.append(section)
        stack.append(section)
    return tuple(sections)


def read_outline(view: str) -> Outline:
    """Find sections and sentences of a view."""
    sections = _sections(view)
    begun = [0, *(s.start for s in sections), len(view)]
    marks = {m.end() for m in _STATEMENT_END.finditer(view)}
    starts = {m.end() for m in _SENTENCE_END.finditer(view)} | _points(view)
    return Outline(
        sections,
        [s.start for s in sections],
        _part_long(view, sorted(starts.union(begun))),
        _part_long(view, sorted(marks.union(begun))),
    )


def _points(view: str) -> set[int]:
    """Return where 一是 and its like begin a sentence, but at the start of the view and inside words."""
    starts = (match.start() for match in _POINT.finditer(view))
    return {start for start in starts if start and view[start - 1] not in _NO_POINT_BEHIND}


def _part_long(view: str, starts: list[int]) -> list[int]:
    """Return ``starts`` with further ones wherever two are too far apart, none of them inside a number."""
    parted = starts[:1]
    for end in starts[1:]:
        while end - parted[-1] > SENTENCE_LENGTH:
            least = parted[-1] + SENTENCE_LENGTH
            place = _PAUSE.search(view, least, min(end, least + _PAUSE_WITHIN))
            place = place or _MAY_PART.search(view, least, end)
            if place is None or place.start() >= end:
                break
            parted.append(place.start())
        parted.append(end)
    return parted
