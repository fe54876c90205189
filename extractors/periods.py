"""Which stretch of time a number measures, as far as its sentence says.

The last time expression before a number governs it: 上半年…12场,全年25场 are two periods.
What belongs here: time expressions and their bounds. What does not: whether a number of
another year is a target or last year's figure (``extractors.status``).
"""

from __future__ import annotations

import calendar
import re
from typing import NamedTuple

from extractors.mentions import Span

_MONTHS = {"一": (1, 3), "二": (4, 6), "三": (7, 9), "四": (10, 12)}
_EXPRESSION = re.compile(
    # what any of them begins with: most places are passed over at once
    r"(?=[0-9自从过近两一二三四五六七八九十历“成建设运实启挂创上下投开通施截到至第前去明今年本全目])"
    r"(?:(?P<since>(?:自|从)?(?P<since_year>20[0-9]{2})年?(?:[0-9]{1,2}月)?(?:[^，,。；;0-9]{0,12})?以来"
    r"|(?P<range>(?P<range_first>20[0-9]{2})年?[-—–~～至到]+(?P<range_last>20[0-9]{2})年(?!度))"
    r"|过去(?:的)?[0-9一二两三四五六七八九十]+年|近[0-9]年|[两二三四五六七八九十]年(?:来|间)|近[两二三四五六七八九十]年|历年来|历年累计|“?[五六七八九十]五”?(?:普法|期间|规划)?[^，,。；;0-9]{0,8}以来"
    r"|十[三四五]五”?[^，,。；;0-9]{0,4}以来|(?:成立|建成|设立|运行|实施|启动|挂牌|创建|建立|上任|投用|开通|施行)以来)"
    r"|(?P<years>20[0-9]{2}年?(?:[、和与及]20[0-9]{2}年)+)"
    r"|(?P<year_end>(?:截至|截止到?|到)(?P<year_end_number>20[0-9]{2})年(?:年底|底|末))"
    r"|(?P<months>(?:(?P<months_year>20[0-9]{2})年)?(?P<first>[0-9]{1,2})月?(?:份)?[-—–~～至到](?P<last>[0-9]{1,2})月(?![0-9]{1,2}日))"
    r"|(?P<until>(?:截至|截止到?|截止至|(?<![由从增减升降调缩提扩高加缩达直甚乃])至|到)"
    r"(?:(?P<until_year>20[0-9]{2})年)?(?P<until_month>[0-9]{1,2})月(?:(?P<until_day>[0-9]{1,2})日|[底末])?)"
    r"|(?P<month>(?:(?P<month_year>20[0-9]{2})年)?(?<![0-9-])(?P<month_number>1[0-2]|[1-9])月份?"
    r"(?=[，,]|开展|组织|举办|召开|共))"
    r"|(?P<half>(?P<half_name>[上下])半年)|(?P<quarter>第?(?P<quarter_name>[一二三四])季度|前三季度)"
    r"|(?P<last_year>去年同期|上年同期|去年|上一年度?|上年度?)"
    r"|(?P<year>(?P<year_number>20[0-9]{2})年度?(?:同期)?)"
    r"|(?P<next>明年|下一年度?)"
    r"|(?P<this>今年以来|年初以来|今年|本年度?|全年|年内|一年来|截至目前|目前))"
)
_IN_EVERY = re.compile("年|月|季度|以来|目前")
"""Every expression has one of these."""
_COMPARES = re.compile(r"(?:较|比|与|同|和|由|从|相较于|对比|相比)\Z")
_BEFORE_LEVEL = re.compile(r"同期|的|度|同期的|共|为|[^，,]{0,6}的|")
_YEAR_BEFORE = re.compile(r"(20[0-9]{2})年度?\Z")
_ENDS_CLAUSE = re.compile(r"[，,；;)）]")
_ATTRIBUTE = re.compile(r"[^，,。；累共]{0,8}的")
_OF_THE_YEAR_NAMED = ("全年", "年内")
"""Words that mean the year spoken of, whichever it is; 今年 and 本年度 mean that of the report."""
_QUOTED = re.compile(r"《[^《》\n]{1,40}》|“[^“”\n]{1,30}”")


class Time(NamedTuple):
    """One time expression and the stretch that it names."""

    at: int
    end: int
    kind: str
    """year, part, since (cumulative), this (the report year) or compared."""
    year: int | None
    start_date: str | None
    end_date: str | None


def year_bounds(year: int | None) -> tuple[str | None, str | None]:
    """Return the first and the last day of a year as ISO dates."""
    return (f"{year}-01-01", f"{year}-12-31") if year else (None, None)


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def _part(year: int, first: int, last: int, day: int | None = None) -> tuple[str, str] | None:
    if not 1 <= first <= last <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year}-{first:02d}-01", f"{year}-{last:02d}-{day:02d}" if day else _month_end(year, last)


class TimeReader:
    """Reads the time expressions of one view's sentences."""

    def __init__(self, view: str, report_year: int | None) -> None:
        """``report_year`` resolves 今年, 去年 and parts without a year."""
        self._view = view
        self._year = report_year
        self._cache: dict[Span, list[Time]] = {}

    def expressions(self, sentence: Span) -> list[Time]:
        """Return a sentence's time expressions, those inside quotes and titles left out."""
        if sentence not in self._cache:
            self._cache[sentence] = self._find(sentence)
        return self._cache[sentence]

    def _find(self, sentence: Span) -> list[Time]:
        if not _IN_EVERY.search(self._view, *sentence):
            return []
        matches = list(_EXPRESSION.finditer(self._view, *sentence))
        quoted = [m.span() for m in _QUOTED.finditer(self._view, *sentence)] if matches else []
        times = (
            self._read(m) for m in matches if not any(a <= m.start() and m.end() <= b for a, b in quoted)
        )
        return [time for time in times if time is not None]

    def governing(self, sentence: Span, gap_start: int, position: int) -> Time | None:
        """Return the expression that governs a number at ``position``.

        Args:
            sentence: the number's sentence.
            gap_start: where the number before it ends: a comparison reaches one number only.
            position: where the number, or the qualifier in front of it, begins.
        """
        found = None
        for time in self.expressions(sentence):
            if time.end > position:
                break
            if time.kind == "compared" and not self._is_level_of(time, gap_start, position):
                continue
            if self._has_closed(time, position):
                continue
            if self._is_brief(time, sentence) and _ENDS_CLAUSE.search(self._view, time.end, position):
                continue
            found = self._within(found, time)
        return found

    def _has_closed(self, time: Time, position: int) -> bool:
        """Whether a bracket around the expression closes before the number (（2023年为80份），提出…)."""
        between = time.end, position
        closes = self._view.count("）", *between) + self._view.count(")", *between)
        return closes > 0 and closes > self._view.count("（", *between) + self._view.count("(", *between)

    def names_time(self, text: str) -> bool:
        """Whether ``text`` names a stretch of time."""
        return _EXPRESSION.search(text) is not None

    def _within(self, outer: Time | None, time: Time) -> Time:
        """2024年工作安排：…全年举办2期, 2022年全年调解30件: the year named before is meant."""
        if outer is None or not self._year or not outer.year or time.kind != "this":
            return time
        is_ahead = outer.year > self._year
        is_relative = outer.kind == "year" and self._view[time.at : time.end] in _OF_THE_YEAR_NAMED
        return outer if is_ahead or (is_relative and outer.year != self._year) else time

    def compares(self, sentence: Span, position: int) -> bool:
        """Whether the sentence has set out to compare with last year before ``position``."""
        before = self._view[sentence[0] : position]
        return any(word in before for word in ("上年", "去年", "同期", "同比")) or any(
            t.kind == "compared" for t in self.expressions(sentence) if t.end <= position
        )

    def _is_brief(self, time: Time, statement: Span) -> bool:
        """上年结转6件，共办结83件: such a year speaks of its clause alone, and so does an aside."""
        if time.kind != "year" or self._view.startswith(("，", ","), time.end):
            return False
        if self._view[time.at] in "去上" or self._view.startswith(("结转", "年结转"), time.end):
            return True
        is_past = bool(self._year and time.year and time.year < self._year)
        return is_past and time.at > statement[0] + 1

    def _is_level_of(self, time: Time, gap_start: int, position: int) -> bool:
        """较2024年的244件 states 2024's level; 与2022年相比上升5% does not."""
        between = self._view[time.end : position]
        return (
            time.at >= gap_start
            and _BEFORE_LEVEL.fullmatch(between) is not None
        )

    def _read(self, match: re.Match[str]) -> Time | None:
        year = self._year
        found = match.groupdict()
        compared = _COMPARES.search(self._view, max(0, match.start() - 4), match.start()) is not None
        if found["since"]:
            if _ATTRIBUTE.match(self._view, match.end()):  # 对2018年以来印发的84份文件
                return None
            if found["range"]:
                first, last_day = f"{found['range_first']}-01-01", f"{found['range_last']}-12-31"
                return Time(*match.span(), "since", None, first, last_day)
            begun = int(found["since_year"]) if found["since_year"] else None
            ended = year if begun and year and begun <= year else None
            return Time(*match.span(), "since", None, year_bounds(begun)[0], year_bounds(ended)[1])
        if found["years"]:  # told apart by 分别 alone: of no one year
            return Time(*match.span(), "since", None, None, None)
        if found["year_end"]:
            named = int(found["year_end_number"])
            return Time(*match.span(), "year", named, *year_bounds(named))
        if found["last_year"]:
            last = year - 1 if year else None
            return Time(*match.span(), "compared" if compared else "year", last, *year_bounds(last))
        if found["year"]:
            named = int(found["year_number"])
            return Time(*match.span(), "compared" if compared else "year", named, *year_bounds(named))
        if found["next"]:
            return Time(*match.span(), "year", year + 1, *year_bounds(year + 1)) if year else None
        if found["this"]:
            return Time(*match.span(), "this", year, *year_bounds(year))
        return self._read_part(match, found)

    def _read_part(self, match: re.Match[str], found: dict[str, str | None]) -> Time | None:
        named = found["months_year"] or found["until_year"] or found["month_year"]
        year = int(named) if named else self._year_before(match.start())
        if year is None:
            return None
        if found["months"]:
            bounds = _part(year, int(found["first"] or 0), int(found["last"] or 0))
        elif found["month"]:
            bounds = _part(year, int(found["month_number"] or 0), int(found["month_number"] or 0))
        elif found["until"]:
            day = found["until_day"]
            bounds = _part(year, 1, int(found["until_month"] or 0), int(day) if day else None)
        elif found["half"]:
            bounds = _part(year, 1, 6) if found["half_name"] == "上" else _part(year, 7, 12)
        else:
            bounds = (
                _part(year, *_MONTHS[found["quarter_name"]]) if found["quarter_name"] else _part(year, 1, 9)
            )
        return Time(*match.span(), "part", year, *bounds) if bounds else None

    def _year_before(self, position: int) -> int | None:
        """Return the year written directly before a part (2024年上半年), else the report's."""
        match = _YEAR_BEFORE.search(self._view, max(0, position - 6), position)
        return int(match[1]) if match else self._year
