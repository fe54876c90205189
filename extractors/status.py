"""What a number is: a result, a target, last year's figure, a running total or a norm.

The section speaks first, cues in the sentence second, the default last. Cues, their reach
and their stops are data (``status.toml``). What belongs here: status and period of one
number. What does not: its metric.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from extractors.mentions import Mention, Span
from extractors.periods import Time, TimeReader, year_bounds
from extractors.wordlists import any_of

_WITHIN_A_YEAR = re.compile(r"每(?:季|月|周|半年|半月|两月|两个月|日|天|次|人|名|村|个)")
_TURN = re.compile(r"。下一步|。今后|。明年|\n下一步|。下步")
_BEGINS_PLAN = ("下一步", "今后", "明年")
_CLAUSE_MARK = re.compile(r"[，,；;。：:（(]")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that set a status, how far they reach, and what ends their reach."""

    status: str
    scope: str
    words: re.Pattern[str]
    hint: re.Pattern[str]
    """The words without what must stand around them: where it finds nothing, they find nothing."""
    stop: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Minimum:
    units: frozenset[str]
    words: tuple[str, ...]
    done: tuple[str, ...]
    greatest: float


class Standing(NamedTuple):
    """Status of a number with the period that it measures; None where no period is stated."""

    status: str
    start: str | None
    end: str | None


_LOOK_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")


def _cue(row: dict[str, Any]) -> Cue:
    words = "|".join([any_of(row["words"]).pattern, *row.get("patterns", [])])
    hint = re.compile(_LOOK_AROUND.sub("", words))
    return Cue(row["status"], row["scope"], re.compile(words), hint, any_of(row["stop"]))


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Cue, ...], _Minimum]:
    data = tomllib.loads(Path(__file__).with_name("status.toml").read_text(encoding="utf-8"))
    cues = tuple(_cue(row) for row in data["cue"])
    least = data["minimum"]
    return cues, _Minimum(
        frozenset(least["units"]), tuple(least["words"]), tuple(least["done"]), least["greatest"]
    )


def _reaches(view: str, cue: Cue, mention: Mention) -> bool:
    for match in cue.words.finditer(view, mention.statement[0], mention.lead):
        between = view[match.end() : mention.lead]
        if cue.stop.search(between):
            continue
        if cue.scope == "sentence" or not _CLAUSE_MARK.search(between):
            return True
    return False


def _is_minimum(view: str, mention: Mention) -> bool:
    """Whether the number is the least that some rule asks for (出庭不少于1次)."""
    least = _rules()[1]
    numeral = mention.numeral
    if numeral.qualifier != "at_least" or numeral.unit not in least.units or numeral.value > least.greatest:
        return False
    before = view[max(mention.sentence[0], mention.lead - 24) : numeral.start]
    if not any(word in before[-6:] for word in least.words):
        return False
    clause = _CLAUSE_MARK.split(before)[-1]
    return not any(word in clause for word in least.done)


def _in_plan(mention: Mention, time: Time | None, report_year: int | None) -> Standing:
    if time and time.kind in ("year", "part") and time.year and report_year and time.year <= report_year:
        return Standing("actual", time.start_date, time.end_date)
    year = time.year if time and time.kind == "year" else mention.section.year
    if year is None or (report_year and year <= report_year):
        year = report_year + 1 if report_year else None
    return Standing("target", *year_bounds(year))


class StatusReader:
    """Reads what the numbers of one view are, each of its sentences looked over once."""

    def __init__(self, view: str, times: TimeReader, report_year: int | None) -> None:
        """``times`` must be those of ``view``; ``report_year`` tells a target from a result."""
        self._view = view
        self._times = times
        self._year = report_year
        self._cues: dict[Span, tuple[Cue, ...]] = {}
        self._turns = [match.span() for match in _TURN.finditer(view)]

    def stand(self, mention: Mention) -> Standing:
        """Return status and period of the number at ``mention``."""
        year = self._year
        time = self._times.governing(mention.statement, mention.gap[0], mention.lead)
        is_norm = self._has_cue("norm", mention)
        if mention.section.kind == "plan" or self._is_plan_sentence(mention.sentence):
            if is_norm and _WITHIN_A_YEAR.search(self._view, mention.sentence[0], mention.lead):
                return Standing("norm", None, None)
            return _in_plan(mention, time, year)
        if is_norm:
            return Standing("norm", None, None)
        named = time.year if time and time.kind in ("year", "part") else None
        is_ahead = bool(year and named and named > year)
        if is_ahead or self._has_cue("target", mention):
            return _target(named if is_ahead else None, year)
        if _is_minimum(self._view, mention):
            return Standing("norm", None, None)
        return _done(time, year)

    def _is_plan_sentence(self, sentence: Span) -> bool:
        """Whether the paragraph has turned to what comes next (下一步，…)."""
        line = self._view.rfind("\n", 0, sentence[0]) + 1
        limit = min(sentence[0] + 12, sentence[1])
        turn = bisect_left(self._turns, (line, 0))
        is_turned = turn < len(self._turns) and self._turns[turn][1] <= limit
        return is_turned or self._view.startswith(_BEGINS_PLAN, line, limit)

    def _has_cue(self, status: str, mention: Mention) -> bool:
        statement = mention.statement
        if statement not in self._cues:
            self._cues[statement] = tuple(c for c in _rules()[0] if c.hint.search(self._view, *statement))
        cues = self._cues[statement]
        return bool(cues) and any(cue.status == status and _reaches(self._view, cue, mention) for cue in cues)


def _target(year: int | None, report_year: int | None) -> Standing:
    return Standing("target", *year_bounds(year or (report_year + 1 if report_year else None)))


def _done(time: Time | None, report_year: int | None) -> Standing:
    """Return the standing of a number that reports something done."""
    if time is None or time.kind == "this":
        return Standing("actual", *year_bounds(report_year))
    if time.kind == "since":
        return Standing("cumulative", time.start_date, time.end_date)
    if report_year and time.year and time.year < report_year:
        return Standing("prior_year", time.start_date, time.end_date)
    return Standing("actual", time.start_date, time.end_date)
