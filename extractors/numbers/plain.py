"""Numerals that stand alone: 一百六十八万 as a whole text, 这是五, 十五点七.

What belongs here: what the ``numerals`` command accepts beyond quantities in a sentence, where a
Chinese numeral needs no measure word and blanks may break it. What does not: the reading of reports,
in which a Chinese numeral without a measure word counts nothing.
"""

from __future__ import annotations

import re

from extractors.numbers.chinese import NUMERALS, PLAIN, is_guarded
from extractors.numbers.figures import Numeral
from extractors.numbers.folding import fold
from extractors.numbers.parse import parse_numeral
from extractors.numbers.quantity import Tail, build_quantity, read_tail
from extractors.numbers.scan import FINANCIAL_IS_A_WORD, scan

_JOINED = re.compile(
    rf"(?<=[{NUMERALS}0-9点又分之个余多百负])[ ]+(?=[{NUMERALS}点又分之个余多成折])"
    rf"|(?<=[{NUMERALS}点又之])[ ]+(?=[{NUMERALS}0-9点成折])"
)
_ALONE = re.compile(
    rf"负?(?:(?=[{PLAIN}])|(?<![{FINANCIAL_IS_A_WORD}])(?=[{NUMERALS}]))[{NUMERALS}]++(?:点[{NUMERALS}]++)?"
)
_TO = ("至", "到")
_MAY_PRECEDE = frozenset("是和有")
_MAY_FOLLOW = frozenset("不而却这那和又")
_WORDS = frozenset(["十分", "万分", "万一", "一一", "万千", "百千"])


def squeeze(text: str) -> tuple[str, list[int]]:
    """Return ``text`` without the blanks inside numerals, and for each of its characters where it stood."""
    view = fold(text)
    keep = [True] * len(view)
    for match in _JOINED.finditer(view):
        keep[match.start() : match.end()] = [False] * (match.end() - match.start())
    places = [i for i, kept in enumerate(keep) if kept]
    return "".join(view[i] for i in places), [*places, len(view)]


def scan_plain(view: str) -> list[Numeral]:
    """Return the numerals of ``view`` as `scan` does, and with them the Chinese ones that stand alone."""
    found = scan(view)
    taken = [False] * (len(view) + 1)
    for numeral in found:
        taken[numeral.lead : numeral.stop] = [True] * (numeral.stop - numeral.lead)
    alone = [
        n
        for m in _ALONE.finditer(view)
        if not any(taken[m.start() : m.end()]) and (n := _read_alone(view, m))
    ]
    return _joined(view, sorted(found + alone, key=lambda n: n.start))


def _read_alone(view: str, match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    negative = view[start] == "负"
    run = view[start + negative : end]
    value = parse_numeral(run)
    if value is None or run in _WORDS or is_guarded(view, start + negative, end):
        return None
    before, after = view[start - 1 : start] if start else "", view[end : end + 1]
    if run[0] in "万亿兆" or (run[0] in "百千" and len(run) > 1 and (before or after)):
        return None
    if len(run) == 1 and not (_is_open(before, _MAY_PRECEDE) and _is_open(after, _MAY_FOLLOW)):
        return None
    if before == "第" or after in ("川", "是", "届", "大", "中"):
        return None
    tail = read_tail(view, end, chinese=True)
    if tail.unit is not None or negative:
        tail = Tail(end, end)
    return build_quantity(view, start, -value if negative else value, tail)


def _is_open(character: str, allowed: frozenset[str]) -> bool:
    """Return whether nothing that belongs to a word stands there."""
    return not character or not "一" <= character <= "鿿" or character in allowed


def _joined(view: str, numerals: list[Numeral]) -> list[Numeral]:
    """Join a whole and its fraction (三又五分之一), and the two ends of a range (一千到一千五百)."""
    joined: list[Numeral] = []
    for numeral in numerals:
        last = joined[-1] if joined else None
        between = view[last.end : numeral.start] if last else ""
        if last and between == "又" and "分之" in view[numeral.start : numeral.end]:
            sign = -1 if last.value < 0 else 1
            joined[-1] = numeral._replace(
                start=last.start, lead=last.lead, value=last.value + sign * numeral.value
            )
        elif last and between in _TO and _is_bare(last) and _is_bare(numeral) and numeral.value > last.value:
            joined[-1] = numeral._replace(
                start=last.start,
                lead=last.lead,
                value=last.value,
                value_max=numeral.value,
                qualifier="range",
                kind="range",
            )
        else:
            joined.append(numeral)
    return joined


def _is_bare(numeral: Numeral) -> bool:
    return numeral.kind == "cardinal" and numeral.unit is None and numeral.qualifier == "exact"
