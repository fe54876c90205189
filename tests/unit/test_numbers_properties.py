"""What holds of every numeral: rendering is undone by reading, and no digit is lost or cut."""

from __future__ import annotations

import itertools
import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.numbers import scan
from extractors.numbers.figures import KINDS, QUALIFIERS
from extractors.numbers.parse import parse_numeral

PLAIN = "零一二三四五六七八九"
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
RUN = re.compile(r"\d+")
MIXED_TEXT = st.text(
    alphabet=st.sampled_from(
        "0123456789０９,.-~/:+*()（）“”《》 \n\t\u2009"
        "年月日号第件次人余多约近超万亿百千十一两半%％元至到一二三〔〕Ax"
    ),
    max_size=60,
)


def render_section(number: int) -> str:
    """Write a number below ten thousand in Chinese."""
    written, zero = "", False
    for size, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            written += ("零" if zero else "") + PLAIN[digit] + mark
            zero = False
        elif written:
            zero = True
    return written


def render_chinese(number: int) -> str:
    """Write a number below ten to the sixteenth in Chinese, with 零 wherever a place is left out."""
    if number == 0:
        return "零"
    written, gap = "", False
    for size, mark in ((10**12, "万"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // size % 10**4
        if size == 10**12 and part:
            written += render_section(part) + ("万亿" if not number // 10**8 % 10**4 else "万")
        elif part:
            written += ("零" if written and (gap or part < 1000) else "") + render_section(part) + mark
        gap = part == 0
    return written


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_a_chinese_numeral_reads_as_the_number_it_was_written_from(number: int) -> None:
    assert parse_numeral(render_chinese(number)) == number


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_financial_numeral_reads_as_the_number_it_was_written_from(number: int) -> None:
    assert parse_numeral(render_chinese(number).translate(FINANCIAL)) == number


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=4))
def test_an_arabic_numeral_with_separators_reads_as_its_number(number: int, places: int) -> None:
    value = Decimal(number).scaleb(-places)
    written = f"{value:,.{places}f}"
    assert parse_numeral(written) == value
    found = scan("罚款" + written + "元")
    assert [(n.value, n.kind) for n in found] == [
        (int(value) if value == int(value) else float(value), "money")
    ]


@given(
    st.integers(min_value=1, max_value=99999),
    st.integers(min_value=0, max_value=4),
    st.sampled_from(["万", "亿"]),
)
def test_a_mixed_numeral_reads_as_its_number(number: int, places: int, scale: str) -> None:
    mantissa = Decimal(number).scaleb(-places)
    value = mantissa * (10**4 if scale == "万" else 10**8)
    found = scan(f"覆盖{mantissa:f}{scale}人次")
    assert [(Decimal(str(n.value)), n.unit) for n in found] == [(value, "人次")]


@given(st.integers(min_value=3, max_value=9999))
def test_a_chinese_count_in_a_sentence_reads_as_its_number(number: int) -> None:
    assert [(n.value, n.unit) for n in scan("共处罚" + render_chinese(number) + "件。")] == [(number, "件")]


@given(
    st.integers(min_value=1, max_value=10**7),
    st.sampled_from(
        [
            "{}余件",
            "{}多件",
            "超{}件",
            "近{}件",
            "约{}件",
            "{}件以上",
            "不少于{}件",
            "约{}余件",
            "{}件左右",
            "{} 余件",
        ]
    ),
)
def test_a_qualifier_never_changes_the_digits(number: int, frame: str) -> None:
    text = "受理" + frame.format(number)
    (found,) = scan(text)
    assert text[found.start : found.end] == str(number)
    assert found.value == number
    assert found.qualifier != "exact"


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=9999))
def test_a_range_keeps_both_bounds(low: int, more: int) -> None:
    (found,) = scan(f"配备{low}至{low + more}名")
    assert (found.value, found.value_max, found.unit, found.kind) == (low, low + more, "名", "range")


@settings(max_examples=600)
@given(MIXED_TEXT)
def test_every_digit_run_lies_whole_in_exactly_one_numeral(text: str) -> None:
    numerals = scan(text)
    for run in RUN.finditer(text):
        covering = [n for n in numerals if n.start <= run.start() and run.end() <= n.end]
        touching = [n for n in numerals if n.start < run.end() and run.start() < n.end]
        assert len(covering) == 1 and covering == touching


@settings(max_examples=400)
@given(MIXED_TEXT)
def test_numerals_are_ordered_bounded_and_well_named(text: str) -> None:
    numerals = scan(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(numerals))
    for n in numerals:
        longest = max((len(run) for run in RUN.findall(text)), default=0)
        assert 0 <= n.lead <= n.start < n.end <= n.stop <= len(text)
        assert n.end - n.start <= max(40, longest)
        assert n.kind in KINDS and n.qualifier in QUALIFIERS
        assert n.value_max is None or n.value_max > n.value


@given(MIXED_TEXT)
def test_a_scan_is_the_same_at_any_place_of_a_longer_text(text: str) -> None:
    def found(shift: int, whole: str) -> list[tuple[int, int, object, str]]:
        return [(n.start - shift, n.end - shift, n.value, n.kind) for n in scan(whole) if n.start >= shift]

    before = "本局认真履行职责，成效明显。\n\n"
    assert found(len(before), before + text) == found(0, text)


def _best(text: str) -> float:
    times = []
    for _ in range(5):
        started = time.process_time()
        scan(text)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        " ",
        ",",
        "1,",
        "1 ",
        "123,456,",
        "一",
        "十",
        "万",
        "百分之",
        "1-",
        "第",
        "“1",
        "至3",
        "约",
        "不超过",
        "约1",
        "1.",
        "1/",
        "1+",
        "(1",
        "《一次",
        "半",
        "1年",
        "余万",
        "１",
        "-",
        "*1",
        "电话",
        "1月",
        "三分之",
        "1万",
        "1:",
        "\n1.",
        "两点",
    ],
)
def test_time_grows_in_step_with_a_hostile_text(unit: str) -> None:
    small, large = unit * (4000 // len(unit)), unit * (16000 // len(unit))
    assert _best(large) <= 8 * max(_best(small), 0.0005)
