"""Which stretch of time an expression names, and which expression governs a number."""

from __future__ import annotations

import pytest

from extractors.periods import TimeReader, year_bounds


def times(text: str, year: int | None = 2024) -> list[tuple[str, str | None, str | None]]:
    found = TimeReader(text, year).expressions((0, len(text)))
    return [(t.kind, t.start_date, t.end_date) for t in found]


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("今年以来", "this", "2024-01-01", "2024-12-31"),
        ("目前", "this", "2024-01-01", "2024-12-31"),
        ("2024年度", "year", "2024-01-01", "2024-12-31"),
        ("2021年", "year", "2021-01-01", "2021-12-31"),
        ("去年", "year", "2023-01-01", "2023-12-31"),
        ("上一年度", "year", "2023-01-01", "2023-12-31"),
        ("较去年同期", "compared", "2023-01-01", "2023-12-31"),
        ("与2022年", "compared", "2022-01-01", "2022-12-31"),
        ("明年", "year", "2025-01-01", "2025-12-31"),
        ("上半年", "part", "2024-01-01", "2024-06-30"),
        ("下半年", "part", "2024-07-01", "2024-12-31"),
        ("第二季度", "part", "2024-04-01", "2024-06-30"),
        ("前三季度", "part", "2024-01-01", "2024-09-30"),
        ("1-11月", "part", "2024-01-01", "2024-11-30"),
        ("3月至9月", "part", "2024-03-01", "2024-09-30"),
        ("2023年1—2月", "part", "2023-01-01", "2023-02-28"),
        ("2024年1—2月", "part", "2024-01-01", "2024-02-29"),
        ("截至11月30日", "part", "2024-01-01", "2024-11-30"),
        ("截止到2020年10月底", "part", "2020-01-01", "2020-10-31"),
        ("2022年以来", "since", "2022-01-01", "2024-12-31"),
        ("自2021年“八五”普法启动以来", "since", "2021-01-01", "2024-12-31"),
        ("五年来", "since", None, None),
        ("“八五”普法以来", "since", None, None),
        ("成立以来", "since", None, None),
    ],
)
def test_an_expression_names_its_stretch(text: str, kind: str, start: str | None, end: str | None) -> None:
    assert times(f"{text}调解") == [(kind, start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11-1月",
        "1-13月",
        "截至13月",
        "截至11月45日",
        "2.5年",
        "《2021年工作要点》",
        "“2021年行动”",
    ],
)
def test_what_names_no_stretch_is_left_out(text: str) -> None:
    assert [t for t in times(text) if t[0] == "part" or t[1] == "2021-01-01"] == []


def test_without_a_report_year_only_stated_years_have_bounds() -> None:
    assert times("今年以来", None) == [("this", None, None)]
    assert times("上半年", None) == []
    assert times("明年", None) == []
    assert times("2023年上半年", None)[-1] == ("part", "2023-01-01", "2023-06-30")


def test_a_cumulation_that_begins_after_the_report_year_has_no_end() -> None:
    assert times("2026年以来", 2024) == [("since", "2026-01-01", None)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("上半年讲座12场，全年#", "2024-01-01"),
        ("去年#", "2023-01-01"),
        ("较2023年的#", "2023-01-01"),
        ("与2023年相比上升#", None),
        ("上年结转6件，共办结#", None),
        ("2022年，调解#", "2022-01-01"),
        ("2022年全年调解#", "2022-01-01"),
        ("2022年，我镇全年调解#", "2022-01-01"),
        ("2022年建成站点，今年调解#", "2024-01-01"),
        ("2024年年内调解#", "2024-01-01"),
        ("调解#", None),
    ],
)
def test_the_last_expression_before_a_number_governs_it(text: str, start: str | None) -> None:
    at = text.index("#")
    gap = max((text.index(unit) + 1 for unit in "场件" if unit in text), default=0)
    time = TimeReader(text, 2024).governing((0, len(text)), gap, at)
    assert (time.start_date if time else None) == start


def test_a_comparison_is_noticed_before_its_number() -> None:
    reader = TimeReader("行政处罚同比由133件升至172件", 2024)
    assert reader.compares((0, 18), 9)
    assert not reader.compares((0, 18), 4)


@pytest.mark.parametrize(
    ("text", "expected"), [("，全年", True), ("上半年", True), ("，共", False), ("", False)]
)
def test_words_name_time_or_do_not(text: str, expected: bool) -> None:
    assert TimeReader("", 2024).names_time(text) is expected


def test_the_bounds_of_no_year_are_none() -> None:
    assert year_bounds(None) == (None, None)
    assert year_bounds(2024) == ("2024-01-01", "2024-12-31")
