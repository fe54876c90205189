"""When a report was published, as the page or the signature says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.head.lines import Line
from extractors.head.rules import issuer_endings, words

_DAY = r"(20\d\d)[-年./](\d{1,2})(?:[-月./](\d{1,2})日?|月)?"
_ALONE = re.compile(rf"^[(（\[]?{_DAY}[)）\]]?$")
_AT_END = re.compile(rf"[(（]?{_DAY}[)）]?$")
_SIGNER = 30
# A mark between the digits was lost: 20256月, 2025730日; only what can be read in one way alone.
_LOST_YEAR = re.compile(r"(20(?<!\d20)\d\d)(1[0-2]|[1-9])(?=月)")
_LOST_MONTH = re.compile(r"(20(?<!\d20)\d\d)([1-9])([12]\d|3[01])(?=日)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_IN_WORDS = re.compile(r"[二][〇○零Oo0][一二三四五六七八九〇○零]{2}(?=年)")
_MONTH_IN_WORDS = re.compile(r"(?<=年)[一二三四五六七八九十]{1,2}(?=月)")
_DAY_IN_WORDS = re.compile(r"(?<=月)[一二三四五六七八九十]{1,3}(?=日)")


def arabic_dates(text: str) -> str:
    """Return a line with years, months and days in words written as digits (二〇二四年三月 -> 2024年3月)."""
    if "年" not in text:
        return text
    text = _YEAR_IN_WORDS.sub(
        lambda m: m.group().replace("O", "0").replace("o", "0").translate(_DIGITS), text
    )
    text = _MONTH_IN_WORDS.sub(lambda m: str(_small_number(m.group())), text)
    return _DAY_IN_WORDS.sub(lambda m: str(_small_number(m.group())), text)


def _small_number(written: str) -> int:
    """Value of a numeral up to 三十一."""
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return int(written.translate(_DIGITS))
    return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)


@cache
def _field(name: str) -> re.Pattern[str]:
    return re.compile(rf"{name}[:：|｜]?{_DAY}")


def find_publish_date(head: Sequence[Line], tail: Sequence[Line]) -> str | None:
    """Return the date as ISO text, year and month alone where no day is given; None where there is none."""
    ends = [_with_marks(arabic_dates(line.text)) for line in (*head[:20], *tail) if len(line.text) < 200]
    for name in words("date", "fields"):
        for line in ends:
            if name in line and (match := _field(name).search(line)) and (date := _iso(match)):
                return date
    for line in ends:
        match = _AT_END.search(line)
        if match and _stands_alone(line[: match.start()]) and (date := _iso(match)):
            return date
    return None


def _with_marks(line: str) -> str:
    """Return a line with the marks that its dates have lost; 2025111日 could be two days and stays."""
    if "月" in line:
        line = _LOST_YEAR.sub(r"\1年\2", line)
    return _LOST_MONTH.sub(_with_month, line) if "日" in line else line


def _with_month(match: re.Match[str]) -> str:
    if int(match[2] + match[3][0]) <= 12:
        return match.group()
    return f"{match[1]}年{match[2]}月{match[3]}"


def _stands_alone(before: str) -> bool:
    """Whether a date at the end of a line is a signature: nothing before it, or the name of an issuer."""
    return not before or (len(before) <= _SIGNER and before.endswith(issuer_endings()))


def strip_date(line: str) -> str:
    """Return a line without the date at its end."""
    return _AT_END.sub("", _with_marks(arabic_dates(line)))


def is_date_line(line: str) -> bool:
    """Whether a line is a date and nothing else."""
    return bool(_ALONE.match(_with_marks(arabic_dates(line))))


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    if not 1 <= month <= 12 or day > 31:
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
