"""Reading outward from an Arabic digit run: what shape it is part of, or what it counts.

What belongs here: every digit run of a text ends whole in one numeral made here. What does not:
numerals written without any Arabic digit.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.numbers import tables
from extractors.numbers.chinese import read_fraction
from extractors.numbers.figures import Numeral, Value
from extractors.numbers.parse import MAX_LENGTH, SCALES, parse_numeral
from extractors.numbers.quantity import Tail, build_quantity, find_unit, read_tail, skip_blanks

_SHAPES, _SHAPE_OF = tables.shapes()
_RUN = re.compile(r"[0-9]+")
_CORE = re.compile(
    r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3}){1,10}(?![0-9])|[0-9]+)(?:\.[0-9]+)?)"
    r"(?: {0,2}(?P<more>[余多几来])? {0,2}"
    r"(?P<scale>百万|千万|万亿|[万亿]|千(?![克米瓦伏卡])|百(?![姓货花日分]))"
    r"(?P<rest>[0-9零一二三四五六七八九十百千万亿]{0,40}))?"
)
_SPACED_THOUSANDS = re.compile(r"[0-9]{1,3}(?: [0-9]{3}){1,10}(?![0-9])(?:\.[0-9]+)?")
_SCALE_BEHIND = re.compile(r" {0,2}(万亿|[万亿])")
_HEADING = re.compile(
    r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}(?=[.、)](?![0-9]))|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?= +[一-鿿])"
)
_HEADING_LEAD = re.compile(r"[ #*>|(\-—–－·]*")
_PAGE_LINE = re.compile(r" *[-—–－·] {0,2}[0-9]{1,4} {0,2}[-—－·] *(?:\n|$)")
_UNFINISHED = re.compile(r",[0-9]{3}|\.[0-9]|[-/][0-9]")
_NEXT_GROUP = re.compile(r",[0-9]")
_REFUSED = re.compile(r"[0-9]+(?:[,./-][0-9]{1,20}){0,12}(?![0-9])")
_BEFORE_CONTACT = re.compile(
    r"(?:电话|传真|手机|邮编|邮政编码|联系方式|热线|QQ|账号|卡号|身份证号?码?|编码)[^0-9\n,，。]{0,4}$"
)
_BEFORE_FURNITURE = re.compile(
    r"(?:浏览次数|浏览量|访问次数|访问量|点击次数|点击数|点击量|点击率|阅读次数|阅读量|阅读|浏览|字号|字体|人气)[^0-9\n一-鿿]{0,4}$"
)
_BEFORE_CODE = re.compile(r"(?:索引号?|文号|备案号?|信用代码|许可证号?|编号|案号)[^0-9\n,，。]{0,8}$")
_SEPARATOR = re.compile(
    r" {0,2}(?:至|到|[-—–－~～―−]{1,2}) {0,2}(?=[0-9])"
    r"|(?:和|与)(?=[0-9][0-9.,]*[万亿]?[^0-9，。；,;\n]{0,3}?之间)"
)
_RATIO = re.compile(r"(?P<above>[1-9])/(?P<below>[2-9])(?![0-9/.])")
_SUSPECT_BEFORE = frozenset(
    '第 〔﹝[【(（+＋-—–·•._/:：“‘「『"*#>|）)。；;！!？?〕﹞】]}月时点共位名编话真机线前'
)
_SUSPECT_AFTER = frozenset('年月日号时点届级类季-—–~～至到.·•‧:：∶楼室会后版行民刑执+×xX*/)、“”’"_')
_LONGEST_SHAPE = 24
_HOTLINE_HEADS = ("12", "110", "114", "119", "120", "122", "117", "8890", "8110", "96", "9")
_DATE_UNITS = frozenset("年月日号时")


def read_arabic(view: str, start: int) -> Numeral:
    """Return the numeral of the digit run that begins at ``start``."""
    run = _RUN.match(view, start)
    assert run is not None
    end = run.end()
    if end - start > _LONGEST_SHAPE:
        return _mark(start, end, "contact", 0)
    if _may_be_shape(view, start, end):
        numeral = _read_shape(view, start, end)
        if numeral is not None:
            return numeral
    return _read_quantity(view, start) or refuse(view, start)


def refuse(view: str, start: int) -> Numeral:
    """Return the run at ``start`` as a numeral that could not be read whole."""
    match = _REFUSED.match(view, start)
    if match is None or match.end() - start > MAX_LENGTH:
        match = _RUN.match(view, start)
        assert match is not None
    size = sum(map(len, _RUN.findall(match.group())))
    kind = "contact" if size > 12 else "other"
    return _mark(start, match.end(), kind, 0)


def _mark(
    start: int, end: int, kind: str, value: Value, unit: str | None = None, stop: int | None = None
) -> Numeral:
    return Numeral(start, end, start, end if stop is None else stop, value, None, unit, "exact", kind)


def _may_be_shape(view: str, start: int, end: int) -> bool:
    """Return whether the neighbours of a run allow that it is more than a plain count."""
    size = end - start
    if start == 0 or size > 8 or view[start - 1] in _SUSPECT_BEFORE or view[start - 1] == "\n":
        return True
    before = view[start - 1]
    if before.isascii() and before.isalnum():
        return True
    after = view[end : end + 1]
    if after in _SUSPECT_AFTER or not after or (after.isascii() and after.isalpha()):
        return True
    if after == " " and view[skip_blanks(view, end) : skip_blanks(view, end) + 1] in _SUSPECT_AFTER:
        return True
    if size >= 3 and view.startswith(_HOTLINE_HEADS, start):
        return True
    return view.startswith(("分钟", "小时", " 分钟", " 小时"), end) or (
        size == 4 and view.startswith(("19", "20"), start)
    )


def _read_shape(view: str, start: int, end: int) -> Numeral | None:
    heading = _read_heading(view, start)
    if heading is not None:
        return heading
    match = _SHAPES.match(view, start)
    if match:
        return _as_shape(view, match)
    return _from_context(view, start, end)


def _as_shape(view: str, match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    shape = _SHAPE_OF[str(match.lastgroup)]
    if end - start > MAX_LENGTH and shape.name != "long_run":
        return None
    digits = _RUN.match(view, start)
    value = int(digits.group()) if digits and digits.end() - start <= 18 else 0
    if shape.name == "years":
        value = int(view[start : start + 4])
    if shape.name == "ordinal" and view[end - 1] in SCALES:
        value *= SCALES[view[end - 1]]
    unit, stop = None, end
    at = skip_blanks(view, end)
    if shape.kind == "date" and view[at : at + 1] in _DATE_UNITS and view[at : at + 1]:
        unit, stop = view[at], at + 1
    elif shape.name == "quarter":
        unit, stop = "季度", at + 2
    if start and shape.name in ("ordinal", "article", "page"):
        begin = start - 1 if view[start - 1] != " " else start - 2
        if view[begin : begin + 1] == "第":
            start = begin
    return _mark(start, end, shape.kind, value, unit, stop)


def _read_heading(view: str, start: int) -> Numeral | None:
    """Return the number of a heading or list item at the beginning of a line."""
    line = view.rfind("\n", max(0, start - 12), start) + 1
    if line == 0 and start >= 12:
        return None
    lead = _HEADING_LEAD.fullmatch(view, line, start)
    if not lead:
        return None
    if _PAGE_LINE.match(view, line):
        run = _RUN.match(view, start)
        assert run is not None
        return _mark(start, run.end(), "page_furniture", int(run.group()))
    match = _HEADING.match(view, start)
    if not match or find_unit(view, skip_blanks(view, match.end())):
        return None
    return _mark(start, match.end(), "ordinal", int(match.group().split(".")[-1]))


def _from_context(view: str, start: int, end: int) -> Numeral | None:
    """Return the run as contact, furniture or code where a label in front says so."""
    if not start or view[start - 1] not in ":： 码号)[编话真机线":
        return None
    before = view[max(0, start - 14) : start]
    whole = _REFUSED.match(view, start)
    stop = whole.end() if whole and whole.end() - start <= MAX_LENGTH else end
    value = int(view[start:end]) if end - start <= 18 else 0
    if end - start >= 3 and _BEFORE_CONTACT.search(before) and not find_unit(view, skip_blanks(view, end)):
        return _mark(start, stop, "contact", value)
    if _BEFORE_FURNITURE.search(before):
        return _mark(start, end, "page_furniture", value)
    if _BEFORE_CODE.search(before) and not find_unit(view, skip_blanks(view, end)):
        return _mark(start, stop, "citation", value)
    return None


def read_core(view: str, start: int) -> tuple[int, Decimal, str | None, str] | None:
    """Return end, value, inner qualifier and scale of the numeral at ``start``, None if it is broken."""
    match = _CORE.match(view, start)
    if not match or match.end() - start > MAX_LENGTH:
        return None
    number, scale, rest = match["number"], match["scale"] or "", match["rest"]
    end = match.end()
    if not scale:
        spaced = _SPACED_THOUSANDS.match(view, start)
        if spaced and spaced.end() > end and _is_counted(view, spaced.end()):
            end, number = spaced.end(), spaced.group().replace(" ", "")
            behind = _SCALE_BEHIND.match(view, end)
            end, scale = (behind.end(), behind[1]) if behind else (end, scale)
    if (_UNFINISHED.match(view, end) and view[end] in ",.") or (
        "," in number and _NEXT_GROUP.match(view, end)
    ):
        return None
    value = Decimal(number.replace(",", ""))
    if rest:
        mixed = parse_numeral(view[start:end])
        return None if mixed is None else (end, mixed, None, scale)
    for mark in scale:
        value *= SCALES[mark]
    inner = None
    if match["more"]:
        inner = "about" if match["more"] == "来" else "more_than"
    return end, value, inner, scale


def _is_counted(view: str, end: int) -> bool:
    at = skip_blanks(view, end)
    return view[at : at + 1] in "余多万亿%" or find_unit(view, at) is not None


def _read_quantity(view: str, start: int) -> Numeral | None:
    core = read_core(view, start)
    if core is None:
        return None
    end, value, inner, scale = core
    if view.startswith("分之", end):
        return read_fraction(view, start, end)
    tail = read_tail(view, end)
    numeral = _read_range(view, start, value, scale, end, tail)
    if numeral is not None:
        return numeral
    ratio = _RATIO.match(view, start)
    if ratio and int(ratio["above"]) < int(ratio["below"]):
        return build_quantity(
            view, start, Decimal(ratio["above"]) / Decimal(ratio["below"]), Tail(ratio.end(), ratio.end())
        )
    if view[end : end + 1] in "-/" and _UNFINISHED.match(view, end):
        return None
    if view[start] == "0" and view[start + 1 : start + 2].isdigit():
        return None
    negative = _minus(view, start, tail)
    if negative < start:
        value = -value
    currency = start and view[start - 1] in "¥￥" and tail.kind == "cardinal"
    if currency:
        tail.kind, tail.unit = "money", "元"
    return build_quantity(view, negative, value, tail, inner=inner)


def _minus(view: str, start: int, tail: Tail) -> int:
    """Return where the numeral begins with its minus sign, if it has one."""
    sign = view[start - 1 : start]
    if sign not in ("-", "−", "负"):
        return start
    before = view[start - 2 : start - 1] if start > 1 else ""
    if sign == "负":
        return start - 1 if not before or not "一" <= before <= "鿿" else start
    if not before or before in " (:：,，\n" or (tail.kind == "percent" and "一" <= before <= "鿿"):
        return start - 1
    return start


def _read_range(view: str, start: int, low: Decimal, scale: str, end: int, tail: Tail) -> Numeral | None:
    """Return the range that begins with the numeral just read, None where there is none."""
    if view[start - 1 : start] in ("从", "由", "自"):
        return None
    sign = _SEPARATOR.match(view, end) or (_SEPARATOR.match(view, tail.stop) if tail.stop > end else None)
    core = read_core(view, sign.end()) if sign else None
    if sign is None or core is None:
        return None
    end, high, inner, high_scale = core
    if inner or _UNFINISHED.match(view, end) or end - start > MAX_LENGTH:
        return None
    far = read_tail(view, end)
    if (tail.unit is not None and tail.unit != far.unit) or far.kind == "date" or far.added:
        return None
    if high_scale and not scale and tail.unit is None:
        size = Decimal(1)
        for mark in high_scale:
            size *= SCALES[mark]
        low = low * size if low < high / size else low
    if high <= low or (view[start] == "0" and view[start + 1 : start + 2].isdigit()):
        return None
    return build_quantity(view, start, low, far, high=high)
