"""The title of a report: found among the first lines, joined where it is broken over several.

What belongs here: where the title stands and what it says. What does not: whether its paper is a report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from extractors.families import RULE_OF_LAW, family_of_title
from extractors.head.lines import Line
from extractors.head.rules import any_word, issuer_endings, words

_SEARCHED = 15
_LONGEST_LINE = 70
_SENTENCE_END = re.compile(r"[。;；:：!！]$|[。；;]")
_HEADING = re.compile(r"^[(（]?[一二三四五六七八九十]+[)）、.．]")
_FIELD_NAME = re.compile(r"^(?:名称|标题|题目|题名)[:：]")
_YEAR = re.compile(r"20\d\d|二[〇○零Oo0]")
_NO_ISSUER = re.compile(r"^(?:关于|20\d\d|二[〇○零Oo0])")


@dataclass(frozen=True, slots=True)
class Title:
    """The title, where it stands among the head lines, and the lines of issuers that lead it."""

    text: str
    first: int
    last: int
    issuer_lines: tuple[str, ...]


@cache
def _ends_like_a_report(weak: bool) -> re.Pattern[str]:
    forms = words("title", "weak_forms" if weak else "forms")
    return re.compile("(?:" + "|".join(forms) + r")(?:书|稿)?(?:[(（\[〔【].{0,20})?$")


def find_title(lines: Sequence[Line]) -> Title | None:
    """Return the title of a rule-of-law report; else of any report; else None."""
    law = _first_match(lines, partial(_is_law_title, False)) or _first_match(
        lines, partial(_is_law_title, True)
    )
    # A page lists its neighbours, and they bear no year: only a dated title of another family comes before.
    other = _first_match(lines[: law[0]] if law else lines, _is_title_of_another_family)
    found = other or law or _first_match(lines, lambda text: bool(_ends_like_a_report(False).search(text)))
    return _with_issuer_lines(lines, *found) if found else None


def ends_like_a_report(title: str) -> bool:
    """Whether a title calls its paper a report or summary, and not only 情况, 成效 or 工作."""
    return bool(_ends_like_a_report(False).search(title))


def _is_law_title(weak: bool, text: str) -> bool:
    return bool(_ends_like_a_report(weak).search(text) and any_word("title", "subjects").search(text))


def _is_title_of_another_family(text: str) -> bool:
    if not (_YEAR.search(text) and _ends_like_a_form().search(text)):
        return False
    return family_of_title(text) not in (None, RULE_OF_LAW)


@cache
def _ends_like_a_form() -> re.Pattern[str]:
    return re.compile(_ends_like_a_report(False).pattern.replace("(?:", "(?:年报|表|统计|数据|情况|", 1))


def _first_match(lines: Sequence[Line], fits: Callable[[str], bool]) -> tuple[int, int] | None:
    """Return the first and last line of the title that ends first, in as few lines as may be."""
    for last in range(min(len(lines), _SEARCHED)):
        for first in range(last, max(-1, last - 3), -1):
            if not _may_be_title_line(lines[first]):
                break
            if fits("".join(line.text for line in lines[first : last + 1])):
                return first, last
    return None


def _may_be_title_line(line: Line) -> bool:
    is_short = len(line.text) <= _LONGEST_LINE and not _SENTENCE_END.search(line.text)
    return is_short and not line.is_furniture and not _HEADING.match(line.text)


def _with_issuer_lines(lines: Sequence[Line], first: int, last: int) -> Title:
    """Put the lines of issuers in front of a title that names none."""
    leading: list[str] = []
    core = "".join(line.text for line in lines[first : last + 1])
    while _NO_ISSUER.match(core) and first > 0 and len(leading) < 3 and _names_an_issuer(lines[first - 1]):
        first -= 1
        leading.insert(0, lines[first].text)
    return Title("".join(leading) + _FIELD_NAME.sub("", core), first, last, tuple(leading))


def _names_an_issuer(line: Line) -> bool:
    if not _may_be_title_line(line) or len(line.text) > 40:
        return False
    return line.text.endswith(issuer_endings())
