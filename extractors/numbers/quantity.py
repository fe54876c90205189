"""What stands around a numeral that counts: qualifiers before and behind, the unit, the other end of a range.

What belongs here: reading outward from a numeral whose span and value are known, within a few
characters. What does not: finding numerals, and deciding that one is no quantity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractors.numbers import tables
from extractors.numbers.figures import Numeral, Value
from extractors.numbers.parse import as_value

_UNITS = tables.units_by_first_character()
_NEVER = tables.never_units()
_CUES = tables.cues_by_last_character()
_BEHIND = tables.behind_qualifiers()
_AFTER, _AFTER_MEANING = tables.after_unit()
_AFTER_FIRST = frozenset(word[0] for word in _AFTER_MEANING)
_MANY_IS_A_WORD = re.compile(r"多(?:元|种|方|层|样|部门|级|次|名|个|家|项|条|渠道|措)")
_SMALL_CHANGE = re.compile(
    r"(?P<jiao>[0-9一二两三四五六七八九])[角毛](?:(?P<fen>[0-9一二两三四五六七八九])分)?"
)
_TWO_DIGITS = re.compile(r"(?<![.0-9])[0-9]{2}$|(?<!点)[一二三四五六七八九]{2}$")
_TENTHS = re.compile(
    r"成(?P<more>[一二三四五六七八九半])?(?![立功效果员都为了本年长熟绩交品人分片套语份就因千型批上])"
)
_DISCOUNT = re.compile(r"折(?![页叠射合腾子])")
_PERIODS = frozenset(("年", "个月", "周", "天"))
"""近三年 is a period up to now, no estimate."""
_DIGIT = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(slots=True)
class Tail:
    """What follows a numeral."""

    end: int
    """The end of the numeral, moved only where 半 or small change belongs to it."""
    stop: int
    kind: str = "cardinal"
    unit: str | None = None
    factor: Decimal | None = None
    added: Decimal | None = None
    qualifier: str | None = None


def skip_blanks(view: str, at: int) -> int:
    """Return the index behind at most two blanks."""
    if view[at : at + 1] == " ":
        return at + 2 if view[at + 1 : at + 2] == " " else at + 1
    return at


def find_unit(view: str, at: int, *, chinese: bool = False) -> tables.Unit | None:
    """Return the longest measure word at ``at`` that is not the beginning of another word."""
    for unit in _UNITS.get(view[at : at + 1], ()):
        if not view.startswith(unit.word, at):
            continue
        if view.startswith(_NEVER, at) and not len(unit.word) > 1:
            return None
        behind = at + len(unit.word)
        if unit.blocked and view.startswith(unit.blocked, behind):
            continue
        return None if chinese and unit.group == "arabic_only" else unit
    return None


def read_lead(view: str, start: int, *, bare_scale: bool = False) -> tuple[int, str | None]:
    """Return where the qualifiers in front of ``start`` begin (at most two) and what they say."""
    begin, qualifier = _read_cue(view, start, bare_scale)
    if qualifier is None:
        return start, None
    outer, further = _read_cue(view, begin, False)
    return outer, "about" if "about" in (qualifier, further) else qualifier


def _read_cue(view: str, start: int, bare_scale: bool) -> tuple[int, str | None]:
    at = start - 1 if start > 1 and view[start - 1] == " " else start
    for cue in _CUES.get(view[at - 1 : at], ()) if at else ():
        begin = at - len(cue.word)
        if begin < 0 or (cue.bare_scale_only and not bare_scale) or not view.startswith(cue.word, begin):
            continue
        if not begin or view[begin - 1] not in cue.not_after:
            return begin, cue.qualifier
    return start, None


def read_tail(view: str, end: int, *, chinese: bool = False) -> Tail:
    """Return the qualifiers and the unit behind a numeral that ends at ``end``."""
    tail = Tail(end, end)
    at = skip_blanks(view, end)
    behind = _read_behind(view, at)
    if behind is not None:
        tail.qualifier, tail.stop = behind, at + 1
        at = skip_blanks(view, at + 1)
    if view[at : at + 1] in _AFTER_FIRST:
        at = _read_after(view, at, tail)
    unit_end = _read_unit(view, at, tail, chinese=chinese)
    if unit_end is not None:
        tail.stop = unit_end
        _read_after(view, skip_blanks(view, unit_end), tail)
    return tail


def _read_behind(view: str, at: int) -> str | None:
    """Return what 余, 多 or 来 at ``at`` says of the numeral before it, None where it belongs to a word."""
    meaning = _BEHIND.get(view[at : at + 1])
    if meaning is None:
        return None
    counted = find_unit(view, at + 1) is not None
    if view[at] == "多" and _MANY_IS_A_WORD.match(view, at) and not counted:
        return None
    return meaning if counted or meaning == "more_than" else None


def _read_after(view: str, at: int, tail: Tail) -> int:
    if view[at : at + 1] not in _AFTER_FIRST:
        return at
    match = _AFTER.match(view, at)
    if not match:
        return at
    meaning = _AFTER_MEANING[match.group()]
    tail.qualifier = "about" if "about" in (meaning, tail.qualifier) else tail.qualifier or meaning
    tail.stop = match.end()
    return skip_blanks(view, match.end())


def _read_unit(view: str, at: int, tail: Tail, *, chinese: bool) -> int | None:
    """Set unit, kind and factor of ``tail`` from what stands at ``at``; return where it ends."""
    first = view[at : at + 1]
    if first == "%":
        tail.kind, tail.unit = "percent", "%"
        return at + 1
    if first == "‰":
        tail.kind, tail.unit, tail.factor = "percent", "%", Decimal("0.1")
        return at + 1
    if first in "成折个百" and first:
        rate_end = _read_rate(view, at, tail)
        if rate_end is not None:
            return rate_end
    unit = find_unit(view, at, chinese=chinese)
    return None if unit is None else _apply_unit(view, at, unit, tail)


def _read_rate(view: str, at: int, tail: Tail) -> int | None:
    for words in ("个百分点", "百分点"):
        if view.startswith(words, at):
            tail.unit = "百分点"
            return at + len(words)
    if _DISCOUNT.match(view, at) and view[at - 1] != "十":
        tail.kind, tail.unit, tail.factor = (
            "percent",
            "%",
            Decimal(1) if _TWO_DIGITS.search(view, max(0, at - 3), at) else Decimal(10),
        )
        return at + 1
    tenths = _TENTHS.match(view, at)
    if not tenths:
        return None
    tail.kind, tail.unit, tail.factor = "percent", "%", Decimal(10)
    if tenths["more"]:
        tail.added = Decimal(5 if tenths["more"] == "半" else _DIGIT[tenths["more"]])
        tail.end = tenths.end()
    return tenths.end()


def _apply_unit(view: str, at: int, unit: tables.Unit, tail: Tail) -> int:
    end = at + len(unit.word)
    tail.unit = unit.word
    if unit.group == "money":
        tail.kind, tail.unit = "money", "元"
        change = _SMALL_CHANGE.match(view, end) if unit.word == "元" else None
        if change:
            tail.added = _change(change)
            tail.end = end = change.end()
        if view.startswith("人民币", end):
            end += 3
    elif unit.group == "foreign":
        tail.kind = "money"
    if unit.takes_half and view[end : end + 1] == "半":
        end = _read_half(view, end, unit, tail)
    if unit.open_ended and view[end : end + 1] in ("多", "余") and not _MANY_IS_A_WORD.match(view, end):
        tail.qualifier = tail.qualifier or "more_than"
        end += 1
    return end


def _read_half(view: str, end: int, unit: tables.Unit, tail: Tail) -> int:
    """Read 半 behind a unit: 两年半, 一个半小时."""
    behind = find_unit(view, end + 1) if unit.word == "个" else None
    if unit.word == "个":
        if behind is None and not view.startswith("月", end + 1):
            return end
        tail.unit = behind.word if behind else "个月"
        tail.end, tail.added = end + 1, Decimal("0.5")
        return end + 1 + (len(behind.word) if behind else 1)
    if view[end + 1 : end + 2] in "数岛径导天" and view[end + 1 : end + 2]:
        return end
    tail.end, tail.added = end + 1, Decimal("0.5")
    return end + 1


def _change(match: re.Match[str]) -> Decimal:
    jiao, fen = match["jiao"], match["fen"]
    total = Decimal(_DIGIT.get(jiao) or int(jiao)) / 10
    if fen:
        total += Decimal(_DIGIT.get(fen) or int(fen)) / 100
    return total


def build_quantity(
    view: str,
    start: int,
    number: Decimal,
    tail: Tail,
    *,
    high: Decimal | None = None,
    inner: str | None = None,
    bare_scale: bool = False,
) -> Numeral:
    """Return the numeral of a quantity: its value in the unit of the contract, its qualifiers joined."""
    lead, before = read_lead(view, start, bare_scale=bare_scale)
    if before == "nearly" and tail.unit in _PERIODS:
        lead, before = start, None
    qualifiers = [q for q in (before, inner, tail.qualifier) if q]
    qualifier = "about" if "about" in qualifiers else (qualifiers or ["exact"])[0]
    return Numeral(
        start,
        tail.end,
        lead,
        max(tail.stop, tail.end),
        _final(number, tail),
        None if high is None else _final(high, tail),
        tail.unit,
        "range" if high is not None else qualifier,
        "range" if high is not None else tail.kind,
    )


def _final(number: Decimal, tail: Tail) -> Value:
    if tail.factor is not None:
        number *= tail.factor
    if tail.added is not None:
        number += tail.added
    return as_value(number)
