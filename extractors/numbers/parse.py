"""From the string of one numeral to its value: Arabic, Chinese, financial and mixed.

What belongs here: the arithmetic of a numeral that stands alone. What does not: where a numeral
begins and ends in a text, and what it counts. A string that cannot be consumed whole has no value.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.numbers.figures import Value

DIGITS = {
    c: i
    for i, group in enumerate(
        ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for c in group
}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两", "一二三四五六七八九十百千二")
_ABBREVIATED_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_BLANKS = re.compile(r"\s+")
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_SECTION = re.compile(
    r"(?:(?P<k>[一二三四五六七八九]|[0-9]{1,2})?千)?(?P<z1>零)?(?:(?P<h>[一二三四五六七八九]|[0-9]{1,2})?百)?(?P<z2>零)?"
    r"(?:(?P<t>[一二三四五六七八九]|[0-9])?十)?(?P<z3>零)?(?P<u>[一二三四五六七八九]|[0-9]+)?"
)
_APPROXIMATE = re.compile(
    r"(?P<head>.*?)(?P<low>[一二三四五六七八])(?P<high>[二三四五六七八九])(?P<tail>[十百千]?[万亿]?)"
)
MAX_LENGTH = 40
"""A longer numeral is none: no report writes one, and arithmetic on it would not be linear."""


def as_value(number: Decimal) -> Value:
    """Return an int where the number is integral, else the nearest float."""
    whole = int(number)
    return whole if whole == number else float(number)


def parse_numeral(text: str) -> Decimal | None:
    """Return the value of ``text`` as one numeral, None where it cannot be consumed whole.

    Blanks inside count for nothing, except between groups of three digits, where they separate thousands.
    """
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        return None
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", "").replace(" ", ""))
    return _parse_chinese(_plain(text))


def parse_approximate(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the bounds of two neighbouring digits used as an estimate (三四十, 七八, 五六百), else None."""
    match = _APPROXIMATE.fullmatch(_plain(text)) if len(text) <= MAX_LENGTH else None
    if not match or DIGITS[match["high"]] != DIGITS[match["low"]] + 1:
        return None
    if match["head"] and match["head"][-1] not in "十百千万亿":
        return None
    if match["head"].endswith("十") and match["tail"]:
        return None
    low = _parse_chinese(match["head"] + match["low"] + match["tail"])
    high = _parse_chinese(match["head"] + match["high"] + match["tail"])
    if low is None or high is None or high <= low:
        return None
    return low, high


def parse_digit_string(text: str) -> Decimal | None:
    """Return the value of digits read out one by one (二〇二四), None for anything else."""
    if 2 <= len(text) <= 12 and all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    return None


def _plain(text: str) -> str:
    """Return the numeral without blanks and separators, in the ten plain digits and their scales."""
    text = _BLANKS.sub("", text).replace("○", "零").replace("〇", "零").translate(_FINANCIAL)
    for short, long in _ABBREVIATED_TENS.items():
        text = text.replace(short, long)
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", text)


def _parse_chinese(text: str) -> Decimal | None:
    whole, point, fraction = text.partition("点")
    if point:
        scale = ""
        while fraction and fraction[-1] in "万亿":
            fraction, scale = fraction[:-1], fraction[-1] + scale
        value = _whole(whole)
        if value is None or not fraction or any(c not in DIGITS for c in fraction):
            return None
        value += Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
        return _scaled(value, scale)
    return _whole(text)


def _scaled(value: Decimal, scales: str) -> Decimal:
    for scale in scales:
        value *= SCALES[scale]
    return value


def _whole(text: str) -> Decimal | None:
    """Return the value of a numeral without 点: split at its highest scale, each side a smaller numeral."""
    for scale in "兆亿万":
        left, found, right = text.rpartition(scale)
        if not found:
            continue
        size = Decimal(SCALES[scale])
        head = _leading(left)
        if head is None:
            return None
        rest = _remainder(right, size)
        return None if rest is None else head * size + rest
    return _section(text)


def _leading(text: str) -> Decimal | None:
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return Decimal(text)
    decimal = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([百千万亿]+)", text)
    if decimal:
        return _scaled(Decimal(decimal[1]), decimal[2])
    return _whole(text) if text else None


def _remainder(text: str, size: Decimal) -> Decimal | None:
    """Return what follows a scale: nothing, one digit of the next place (一万三), or a smaller numeral."""
    if not text:
        return Decimal(0)
    if text.isascii() and text.isdigit():
        return Decimal(text) if len(text) >= 3 and Decimal(text) < size else None
    if len(text) == 1 and text in DIGITS and text != "零":
        return DIGITS[text] * size / 10
    value = _whole(text[1:] if text[0] == "零" else text)
    return value if value is not None and value < size else None


def _section(text: str) -> Decimal | None:
    """Return a numeral below ten thousand."""
    if text == "零":
        return Decimal(0)
    match = _SECTION.fullmatch(text) if text and text != "零" else None
    if not match or text[-1] == "零":
        return None
    if text.isascii() and text.isdigit():
        return Decimal(text)
    total, last = Decimal(0), 0
    for name, mark, size in (("k", "千", 1000), ("h", "百", 100), ("t", "十", 10)):
        if mark in text:
            digit = match[name]
            total += (_digit(digit) if digit else 1) * size
            last = size
    unit = match["u"]
    if unit is None:
        return total
    colloquial = last >= 100 and not (match["z1"] or match["z2"] or match["z3"]) and text[-2] in "百千"
    if len(unit) > 1 and last:
        return total + int(unit) if int(unit) < last else None
    return total + _digit(unit) * (last // 10 if colloquial else 1)


def _digit(text: str) -> int:
    return DIGITS[text] if text in DIGITS else int(text)
