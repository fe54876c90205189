"""Reading a run of Chinese numerals: most count nothing, so each must show what it counts.

What belongs here: the general rules by which 三十余场 is a quantity and 统一, 二期工程, 一人一档 are
none. What does not: single phrases, which are data (guards.toml).
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.numbers import tables
from extractors.numbers.figures import Numeral
from extractors.numbers.parse import as_value, parse_approximate, parse_digit_string, parse_numeral
from extractors.numbers.quantity import build_quantity, find_unit, read_tail, skip_blanks

_GUARDS = tables.guards_by_character()
PLAIN = "零〇一二三四五六七八九十百千万亿兆两廿卅"
NUMERALS = PLAIN + "壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = re.compile(rf"[{NUMERALS}]+(?:点[{NUMERALS}]+)?|[0-9][0-9,]*(?:\.[0-9]+)?")
_SEPARATOR = re.compile(rf"(?:至|到|[-—~～])(?P<high>[{NUMERALS}]+)")
_NOT_BEFORE_ONE = frozenset("统单唯同专合划不之逐任这那另每某随归周期拜初二新上下又再哪头首有无同第进整")
_SIZES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "佰": 100, "仟": 1000}
_REPEATED = re.compile(r"(?P<digit>[一二两三四五六七八九])[一-鿿]{1,3}(?P=digit)")
_REPEATS = re.compile(r"(?P<digit>[一二两三四五六七八九])[一-鿿]{1,3}(?P=digit)$")
_QUOTE_OPEN = re.compile(r"[“《「『‘][^“”《》‘’「」『』，。；：、\n]{0,12}$")
_QUOTE_CLOSE = re.compile(r"[^“”《》‘’「」『』，。；：\n]{0,14}[”》」』’]")
_SLOGAN = re.compile(rf"[一-鿿]?[一二两三四五六七八九](?![{NUMERALS}余多])")
_FINANCIAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_MAY_CONTINUE = frozenset("余多几来至到-—~～ %‰成折个百以左上元半")
_CLAUSES = frozenset("条款章节编号")


def read_chinese(view: str, start: int, end: int) -> Numeral | None:
    """Return the numeral of the run ``view[start:end]`` of Chinese numerals, None where it counts nothing."""
    if view[start - 1 : start] == "第":
        return _read_ordinal(view, start, end)
    if view.startswith("分之", end):
        return read_fraction(view, start, end)
    date = _read_date(view, start, end)
    if date is not None:
        return date
    return _read_count(view, start, end)


def _read_ordinal(view: str, start: int, end: int) -> Numeral | None:
    value = parse_numeral(view[start:end])
    if value is None:
        return None
    kind = "citation" if view[end : end + 1] in _CLAUSES and view[end : end + 1] else "ordinal"
    return Numeral(start - 1, end, start - 1, end, as_value(value), None, None, "exact", kind)


def read_fraction(view: str, start: int, end: int) -> Numeral | None:
    """Read 百分之九十五, 千分之三, 三分之二."""
    match = _NUMBER.match(view, end + 2)
    above = parse_numeral(match.group()) if match else None
    if match is None or above is None:
        return None
    rate = _rate_of(view[start:end])
    below = parse_numeral(view[start:end])
    tail = read_tail(view, match.end(), chinese=True)
    tail.end, tail.stop = match.end(), max(match.end(), tail.stop if tail.unit is None else match.end())
    if rate is not None:
        tail.kind, tail.unit = "percent", "%"
        return build_quantity(view, start, above * rate, tail)
    if not below:
        return None
    tail.unit = None
    return build_quantity(view, start, above / below, tail)


def _rate_of(run: str) -> Decimal | None:
    """Return how many percent one of 百分之, 千分之, 百万分之 is, None for any other denominator."""
    below = Decimal(1)
    for scale in run:
        if scale not in _SIZES:
            return None
        below *= _SIZES[scale]
    return 100 / below


def _read_date(view: str, start: int, end: int) -> Numeral | None:
    """Read 二〇二四年, 十二月, 十二月四日, 三季度."""
    after = view[end : end + 1]
    run = view[start:end]
    if after == "年" and len(run) == 4:
        value = parse_digit_string(run)
        if value is not None and 1900 <= value < 2100:
            return Numeral(start, end, start, end + 1, int(value), None, "年", "exact", "date")
    if after == "月" or (after in "日号" and after and view[start - 1 : start] == "月"):
        value = parse_numeral(run)
        if (
            value is not None
            and 1 <= value <= (12 if after == "月" else 31)
            and "两" not in run
            and not is_guarded(view, start, end)
        ):
            return Numeral(start, end, start, end + 1, int(value), None, after, "exact", "date")
    if view.startswith("季度", end) and run in ("一", "二", "三", "四"):
        return Numeral(
            start, end, start, end + 2, int(parse_numeral(run) or 0), None, "季度", "exact", "date"
        )
    return None


def _read_count(view: str, start: int, end: int) -> Numeral | None:
    run = view[start:end]
    after = view[end : end + 1]
    if len(run) == 1 and after not in _MAY_CONTINUE and find_unit(view, end, chinese=True) is None:
        return None
    if after == "几":
        return _read_some(view, start, end)
    if not _is_known(view, start, run):
        return None
    low, high = _bounds_of(run, after)
    if low is None:
        return None
    inner, core_end = None, end
    if after in ("余", "多") and view[end + 1 : end + 2] in ("万", "亿") and high is None:
        low *= _SIZES[view[end + 1]]
        inner, core_end = "more_than", end + 2
    elif high is None:
        core_end, low, high = _read_range(view, end, low) or (end, low, None)
    tail = read_tail(view, core_end, chinese=True)
    bare_scale = run[0] in "百千万亿"
    numeral = build_quantity(view, start, low, tail, high=high, inner=inner, bare_scale=bare_scale)
    return numeral if _counts(view, run, numeral, bare_scale, inner) else None


def _is_known(view: str, start: int, run: str) -> bool:
    """Return whether the numeral has a value: 几十 and 数百 have none, 伍 alone is a word."""
    if len(run) == 1 and run in _FINANCIAL:
        return False
    before = view[start - 1 : start]
    return before != "几" and not (before == "数" and run[0] in "十百千万亿")


def _bounds_of(run: str, after: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the value of a run, or both bounds of an estimate (三四十)."""
    if run in ("万", "亿"):
        return Decimal(_SIZES[run]), None
    value = parse_numeral(run)
    if value is None and after == "折" and len(run) == 2:
        value = parse_digit_string(run)
    if value is not None:
        return value, None
    return parse_approximate(run) or (None, None)


def _read_some(view: str, start: int, end: int) -> Numeral | None:
    """Read 十几个, 二十几万: the ten is known, the rest is more. 几十 and 几百 have no value."""
    run = view[start:end]
    value = parse_numeral(run.rstrip("零")) if run[-1] in "十百零" else None
    if value is None:
        return None
    core_end = end + 1
    while view[core_end : core_end + 1] in ("万", "亿"):
        value *= Decimal(10**4 if view[core_end] == "万" else 10**8)
        core_end += 1
    tail = read_tail(view, core_end, chinese=True)
    if tail.unit is None and core_end == end + 1:
        return None
    return build_quantity(view, start, value, tail, inner="more_than")


def _read_range(view: str, end: int, low: Decimal) -> tuple[int, Decimal, Decimal] | None:
    match = _SEPARATOR.match(view, end)
    high = parse_numeral(match["high"]) if match else None
    if match is None or high is None:
        return None
    last = match["high"][-1]
    if last in "万亿" and view[end - 1] not in "万亿":
        size = Decimal(10**4 if last == "万" else 10**8)
        low = low * size if low < high / size else low
    return (match.end(), low, high) if high > low else None


def _counts(view: str, run: str, numeral: Numeral, bare_scale: bool, inner: str | None) -> bool:
    """Return whether a Chinese numeral with what stands around it is a quantity."""
    start, end = numeral.start, numeral.end
    qualified = numeral.qualifier != "exact"
    behind = view[end : end + 1] in ("余", "多") or inner is not None
    said = behind or numeral.lead < start or numeral.qualifier == "at_least"
    if bare_scale and not (qualified and said):
        return False
    if numeral.unit is None and not (
        behind and numeral.value >= 10 and (numeral.lead < start or _clause_ends(view, numeral.stop))
    ):
        return False
    if numeral.unit in ("分", "字", "度") or is_guarded(view, start, end):
        return False
    before = view[start - 1 : start]
    if run == "一" and before and before in _NOT_BEFORE_ONE:
        return False
    if run == "二" and numeral.kind == "cardinal" and not _is_two(view, numeral):
        return False
    if before == "前" and numeral.unit in ("名", "位"):
        return False
    return numeral.kind != "cardinal" or not _is_name(view, run, numeral)


def _is_two(view: str, numeral: Numeral) -> bool:
    """Return whether 二 counts (当场处罚二件) and is not the second of a series (二次供水)."""
    return numeral.unit in ("件", "起", "名", "份", "例", "宗", "人次") and _clause_ends(view, numeral.stop)


def _clause_ends(view: str, at: int) -> bool:
    return at >= len(view) or not "一" <= view[at] <= "鿿"


def _is_name(view: str, run: str, numeral: Numeral) -> bool:
    """Return whether the numeral stands in a name: quoted, repeated (一人一档), or chained (三访三调)."""
    start, stop = numeral.start, numeral.stop
    window = view[max(0, start - 13) : start]
    if _QUOTE_OPEN.search(window) and _QUOTE_CLOSE.match(view, stop):
        return True
    if len(run) > 1:
        return False
    if _REPEATED.match(view, start) or _REPEATS.search(view[max(0, start - 4) : start + 1]):
        return True
    chained = _SLOGAN.match(view, stop)
    return chained is not None and find_unit(view, skip_blanks(view, chained.end()), chinese=True) is None


def is_guarded(view: str, start: int, end: int) -> bool:
    """Return whether a guard phrase covers the numeral."""
    for phrase, place in _GUARDS.get(view[start], ()):
        begin = start - place
        if begin >= 0 and view.startswith(phrase, begin) and begin + len(phrase) >= end:
            return True
    return False


__all__ = ["NUMERALS", "PLAIN", "is_guarded", "read_chinese", "read_fraction"]
