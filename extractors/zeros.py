"""Noughts that a report states in words: 未发生…, 零复议、零诉讼.

What belongs here: the negating words, how far they reach, and the list that they reach
over. What does not: which metric the words behind them name (``extractors.linking``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.lists import conjuncts
from extractors.mentions import Mention, Span, is_filler
from extractors.numbers import Numeral
from extractors.outline import Outline
from extractors.wordlists import any_of

NEGATION = re.compile(r"(?:全年|均|亦|也)?(?:未|没有|无|零)(?:发生过?|出现过?|产生|收到|接到|受理|发现|有)?")
_OWN = re.compile(r"我[镇街乡局县区市]|本[镇街乡局]|街道|办事处|人民政府|政府|全[镇街乡局]")
_CLAUSE_MARK = re.compile(r"[，,；;]")
_REACH = 42
_STOP = re.compile(r"[，,。；;：:\n！？|]|(?<=[件起案况])(?=共|受理|办理|开展)")


@dataclass(frozen=True, slots=True)
class Zero:
    """A nought in words: where the words stand, and the members of the list that they deny."""

    mention: Mention
    members: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    behind: re.Pattern[str]
    guards: re.Pattern[str]
    hopes: tuple[str, ...]
    none_of: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(Path(__file__).with_name("zeros.toml").read_text(encoding="utf-8"))
    return _Words(
        before=any_of(data["before"]),
        behind=any_of(data["behind"]),
        guards=re.compile("|".join(data["guards"])),
        hopes=tuple(data["hopes"]),
        none_of=re.compile(f"(?:{any_of(data['none_of']).pattern})+"),
    )


def _mention(span: Span, outline: Outline) -> Mention:
    sentence = outline.sentence_at(span[0])
    numeral = Numeral(span[0], span[1], span[0], span[1], 0, None, None, "exact", "cardinal")
    statement = outline.statement_at(span[0])
    return Mention(numeral, outline.section_at(span[0]), sentence, statement, (sentence[0], span[0]))


def _hoped(view: str, sentence: Span, at: int) -> bool:
    clause = _CLAUSE_MARK.split(view[sentence[0] : at])[-1]
    return any(word in clause for word in _words().hopes)


def read_zeros(view: str, outline: Outline, numerals: Iterable[Numeral]) -> Iterator[Zero]:
    """Yield each nought stated in words, sections of plans and problems left out.

    Args:
        view: the text.
        outline: the outline of it.
        numerals: the numbers of it: a 零 that is a digit of one (第零, 百分之零) denies nothing.
    """
    words = _words()
    digits = {at for n in numerals for at in range(n.start, n.end) if view[at] == "零"}
    seen: set[int] = set()
    for match in words.behind.finditer(view):
        mention = _mention(match.span(), outline)
        start = max(view.rfind(mark, mention.sentence[0], match.start()) for mark in "，,：:；\n") + 1
        start = max(start, mention.sentence[0])
        if match.start() in digits or mention.section.kind in ("plan", "problems"):
            continue
        if not _hoped(view, mention.sentence, match.start()):
            seen.update(range(*match.span()))
            yield Zero(mention, tuple(conjuncts(view, (start, match.end()))))
    for match in words.before.finditer(view):
        if (
            match.start() in seen
            or match.start() in digits
            or _names_a_title(view, match.start())
            or words.guards.match(view, match.start())
        ):
            continue
        mention = _mention(match.span(), outline)
        if _is_of_another(view, mention.sentence, match):
            continue
        if mention.section.kind in ("plan", "problems") or _hoped(view, mention.sentence, match.start()):
            continue
        yield Zero(mention, tuple(_members(view, match.start(), match.end(), mention.sentence[1])))


def _is_of_another(view: str, sentence: Span, match: re.Match[str]) -> bool:
    """某餐饮店未办理许可 denies nothing of the issuer."""
    if match.group(0) not in ("未办理", "未承办", "未涉及", "未实施", "未作出"):
        return False
    subject = re.split(r"[，,；;：:]", view[sentence[0] : match.start()])[-1]
    return not is_filler(_OWN.sub("", subject), verbs_too=True)


def _names_a_title(view: str, at: int) -> bool:
    """“无命案街道” is a title, not a report of none."""
    return view[at - 1 : at] == "“" and view[at] == "无"


def _members(view: str, negation: int, start: int, limit: int) -> list[Span]:
    """Return the members of the list that a negation reaches over; its verb belongs to the first."""
    if match := _words().none_of.match(view, start):
        start = match.end()
    end = min(limit, start + _REACH)
    if stop := _STOP.search(view, start, end):
        end = stop.start()
    members = conjuncts(view, (start, end))
    if view.startswith("零", negation):  # 零复议、零诉讼: each denies its own
        members = members[:1]
    return [(negation, members[0][1]), *members[1:]] if members else []
