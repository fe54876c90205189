"""What a number is: a result, a target, last year's figure, a running total or a norm.

The section speaks first, cues in the sentence second, the default last. Cues, their reach
and their stops are data (``status.toml``). What belongs here: status and period of one
number. What does not: its metric.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.mentions import Mention
from extractors.periods import Time, TimeReader, year_bounds
from extractors.wordlists import any_of

_WITHIN_A_YEAR = re.compile(r"每(?:季|月|周|半年|半月|两月|两个月|日|天|次|人|名|村|个)")
_CLAUSE_MARK = re.compile(r"[，,；;。：:（(]")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that set a status, how far they reach, and what ends their reach."""

    status: str
    scope: str
    words: re.Pattern[str]
    stop: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Minimum:
    units: frozenset[str]
    words: tuple[str, ...]
    done: tuple[str, ...]
    greatest: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Status of a number with the period that it measures; None where no period is stated."""

    status: str
    start: str | None
    end: str | None


def _words_and_patterns(cue: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile("|".join([any_of(cue["words"]).pattern, *cue.get("patterns", [])]))


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Cue, ...], _Minimum]:
    data = tomllib.loads(Path(__file__).with_name("status.toml").read_text(encoding="utf-8"))
    cues = tuple(Cue(c["status"], c["scope"], _words_and_patterns(c), any_of(c["stop"])) for c in data["cue"])
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


def _is_plan_sentence(view: str, mention: Mention) -> bool:
    """Whether the paragraph has turned to what comes next (下一步，…)."""
    line = view.rfind("\n", 0, mention.sentence[0]) + 1
    paragraph = view[line : min(mention.sentence[0] + 12, mention.sentence[1])]
    return any(
        cue in paragraph for cue in ("。下一步", "。今后", "。明年", "\n下一步", "。下步")
    ) or paragraph.startswith(("下一步", "今后", "明年"))


def _in_plan(mention: Mention, time: Time | None, report_year: int | None) -> Standing:
    if time and time.kind in ("year", "part") and time.year and report_year and time.year <= report_year:
        return Standing("actual", time.start_date, time.end_date)
    year = time.year if time and time.kind == "year" else mention.section.year
    if year is None or (report_year and year <= report_year):
        year = report_year + 1 if report_year else None
    return Standing("target", *year_bounds(year))


def stand(view: str, mention: Mention, times: TimeReader, report_year: int | None) -> Standing:
    """Return status and period of the number at ``mention``."""
    time = times.governing(mention.statement, mention.gap[0], mention.lead)
    is_norm = _has_cue(view, "norm", mention)
    if mention.section.kind == "plan" or _is_plan_sentence(view, mention):
        if is_norm and _WITHIN_A_YEAR.search(view, mention.sentence[0], mention.lead):
            return Standing("norm", None, None)
        return _in_plan(mention, time, report_year)
    if is_norm:
        return Standing("norm", None, None)
    named = time.year if time and time.kind in ("year", "part") else None
    is_ahead = bool(report_year and named and named > report_year)
    if is_ahead or _has_cue(view, "target", mention):
        return _target(named if is_ahead else None, report_year)
    if _is_minimum(view, mention):
        return Standing("norm", None, None)
    return _done(time, report_year)


def _has_cue(view: str, status: str, mention: Mention) -> bool:
    return any(cue.status == status and _reaches(view, cue, mention) for cue in _rules()[0])


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
