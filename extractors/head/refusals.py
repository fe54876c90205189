"""Signs of papers that only look like reports: templates, masked copies, essays, news, pages that sell texts.

What belongs here: one sign each, from ``vocabulary.toml``. What does not: the verdict on the whole text
(``verdict``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.head.rules import any_pattern

_BOLD = re.compile(r"\*\*([^*\n]+)\*\*|^[\s#>-]*\*\*", re.MULTILINE)
_REPORT_WORDS = re.compile(r"法治政府|依法行政|法治建设|述法")
_EDGE = 600
_MASKS = "XxＸ×✕*＊_○◯△□"


class _Sign(NamedTuple):
    """What must recur in a body, how often, and what it means; without its trigger it cannot be there."""

    name: str
    least: int
    reason: str
    trigger: re.Pattern[str]


_WHY_MADE = re.compile("(?:起草|制定|编制|政策|出台|文件)(?:的?(?:背景|依据|过程|意义|目的)|说明)")
_QUESTION = re.compile("单选|多选|项选择|判断|不定项|简答|答案|A[.．、]|B[.．、]|C[.．、]|D[.．、]")
_SIGNS = (
    _Sign("masked_year", 1, "masked", re.compile(f"[{_MASKS}略]")),
    _Sign("masked", 3, "masked", re.compile(f"[{_MASKS}]")),
    _Sign("masked_numbers", 3, "masked", re.compile(f"[{_MASKS}略]")),
    _Sign("interpretation_field", 1, "interpretation", re.compile("解读")),
    _Sign("interpretation", 2, "interpretation", _WHY_MADE),
    _Sign("exam", 4, "exam", _QUESTION),
    _Sign("yearbook", 2, "not_rule_of_law", re.compile("【")),
)
_SITES = ("公文", "范文", "文秘", "文库")
_HEAD = 80
_BY_TITLE = ("template", "masked", "interpretation", "essay", "news", "exam", "related")
_SAME_YEAR_TWICE = re.compile(r"[(（](20\d\d)年?[-—–~至]+\1年?[)）]")
_YEAR = re.compile(r"20\d\d")


def reason_of_title(title: str, reasons: Sequence[str] = _BY_TITLE) -> str | None:
    """Return why a title is of no report, the first of ``reasons`` that fits."""
    return _first_reason("reject", reasons, title)


def reason_of_opening(opening: str, reasons: Sequence[str]) -> str | None:
    """Return why the first sentences are of no report."""
    return _first_reason("reject_opening", reasons, opening)


def reason_of_page(text: str) -> str | None:
    """Return why a page is of no report: it sells texts, or says around them that they are samples."""
    edges = f"{text[:_EDGE]}\n{text[-_EDGE:]}"
    if reason := _first_reason("reject_page", ("seller", "template"), edges):
        return reason
    is_of_a_site = _has_any(text, _SITES) and any_pattern("reject_page", "anywhere").search(text)
    return "template" if is_of_a_site else None


def reason_of_body(title: str | None, text: str) -> str | None:
    """Return why a whole text is of no report: masked, of another genre, its years replaced at one stroke."""
    if any_pattern("reject_body", "masked_issuer").match(text.lstrip()[:_HEAD]):
        return "masked"
    for sign in _SIGNS:
        if sign.trigger.search(text):
            # bold type is no mask, but only a name can be bold: ** before a measure word stands for a number
            seen = _BOLD.sub(r"\1", text) if sign.name == "masked" else text
            if len(any_pattern("reject_body", sign.name).findall(seen)) >= sign.least:
                return sign.reason
    return "template" if _years_replaced(title, text) else None


def speaks_of_the_subject(opening: str) -> bool:
    """Whether the first sentences say that they are about the rule of law."""
    return bool(_REPORT_WORDS.search(opening))


def _has_any(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


def _years_replaced(title: str | None, text: str) -> bool:
    """A plan of 2021-2021 in a paper on another year: somebody has put one year for all."""
    years = _SAME_YEAR_TWICE.findall(text)
    of_title = _YEAR.search(title or "")
    return bool(years) and (len(years) > 1 or (of_title is not None and of_title.group() != years[0]))


def _first_reason(section: str, reasons: Sequence[str], text: str) -> str | None:
    return next((reason for reason in reasons if any_pattern(section, reason).search(text)), None)
