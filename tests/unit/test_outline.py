"""Headings, sections and sentences."""

from __future__ import annotations

import pytest

from extractors import outline as outline_module
from extractors.outline import SENTENCE_LENGTH, read_outline

REPORT = """某镇2024年度报告
一、主要工作举措及成效
（一）化解矛盾纠纷。调解12件。
1.排查
排查30件。
（二）普法
宣讲4场。
二、存在的问题
（一）工作成效不明显
人手不足3人。
三、2025年工作计划
（一）完成情况要通报
培训5次。
"""


def section_of(view: str, words: str) -> tuple[str, str, int | None]:
    section = read_outline(view).section_at(view.index(words))
    return section.path, section.kind, section.year


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("某镇", ("", "achievements", None)),
        ("调解12件", ("一/（一）", "achievements", None)),
        ("排查30件", ("一/（一）/1", "achievements", None)),
        ("宣讲4场", ("一/（二）", "achievements", None)),
        ("人手不足", ("二/（一）", "problems", None)),
        ("培训5次", ("三/（一）", "plan", 2025)),
    ],
)
def test_a_number_stands_in_the_innermost_section_and_the_outer_kind_holds(
    words: str, expected: tuple[str, str, int | None]
) -> None:
    assert section_of(REPORT, words) == expected


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("第三章 普法", "第三章"),
        ("第二部分 普法", "第二部分"),
        ("三、普法", "三"),
        ("三. 普法", "三"),
        ("（三）普法", "（三）"),
        ("(三)普法", "(三)"),
        ("三）普法", "三）"),
        ("3.普法", "3"),
        ("3、普法", "3"),
        ("(3)普法", "(3)"),
        ("③普法", "③"),
    ],
)
def test_a_heading_may_be_numbered_in_many_ways(heading: str, path: str) -> None:
    assert section_of(f"标题\n{heading}\n正文", "正文")[0] == path


@pytest.mark.parametrize("line", ["3.5万人参加", "三年来", "2024年", "一是宣讲", "（略）"])
def test_a_line_that_only_looks_numbered_is_no_heading(line: str) -> None:
    assert read_outline(f"标题\n{line}\n正文").headings() == []


def test_a_heading_without_a_number_is_one_where_its_words_say_so() -> None:
    view = "标题\n存在的问题和不足\n人手不足3人。\n"
    assert section_of(view, "人手")[1] == "problems"
    assert read_outline("标题\n渤海镇法治建设\n正文").headings() == []


def test_headings_are_told_in_order() -> None:
    assert read_outline("一、甲事\n（一）乙事。文\n二、丙事\n").headings() == [
        "一、甲事",
        "（一）乙事",
        "二、丙事",
    ]


@pytest.mark.parametrize(
    ("view", "sentences"),
    [
        ("甲3件。乙4件！丙5件", ["甲3件。", "乙4件！", "丙5件"]),
        ("甲3件；乙4件", ["甲3件；", "乙4件"]),
        ("一是甲85次二是乙7次", ["一是甲85次", "二是乙7次"]),
        ("统一是好的", ["统一是好的"]),
        ("第一是否成立", ["第一是否成立"]),
        ("甲3件\n乙4件", ["甲3件\n", "乙4件"]),
    ],
)
def test_sentences_end_where_something_new_begins(view: str, sentences: list[str]) -> None:
    outline = read_outline(view)
    spans = {outline.sentence_at(i) for i in range(len(view))}
    assert [view[a:b] for a, b in sorted(spans)] == sentences


def test_a_statement_reaches_over_semicolons() -> None:
    view = "力争甲3件；一是乙4件；丙5件。丁6件。"
    outline = read_outline(view)
    start, end = outline.statement_at(view.index("丙"))
    assert view[start:end] == "力争甲3件；一是乙4件；丙5件。"


def test_a_stretch_without_marks_is_parted_but_never_inside_a_number() -> None:
    view = "调解1,234,567件" * 400
    outline = read_outline(view)
    starts = sorted({outline.sentence_at(i)[0] for i in range(len(view))})
    assert len(starts) > 2
    assert max(b - a for a, b in zip(starts, [*starts[1:], len(view)], strict=True)) < 2 * SENTENCE_LENGTH
    assert all(not view[i].isdigit() or view[i - 1] not in "0123456789,." for i in starts[1:])


def test_a_sentence_of_common_length_is_left_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    view = "调解3件，" * 100
    assert read_outline(view).sentence_at(0) == (0, len(view))
    monkeypatch.setattr(outline_module, "SENTENCE_LENGTH", 50)
    assert read_outline(view).sentence_at(0) == (0, 50)
