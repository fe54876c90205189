"""From the text as given to the view that rules read, and back."""

from __future__ import annotations

import pytest

from extractors.layout import read_layout


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("调解１２１件，成功率９８．３％", "调解121件，成功率98.3%"),
        ("罚款１，２３４元", "罚款1,234元"),
        ("分别为３，４件", "分别为3，4件"),
        ("**一是**开展宣讲", "一是开展宣讲"),
        ("## 一、主要成效\n正文", "一、主要成效\n正文"),
        ("调解 121 件", "调解121件"),
        ("共 3 场 , 45 人", "共3场,45人"),
        ("rule of law", "rule of law"),
        ("\ufeff标题\r\n正文\r\n", "标题\n正文\n"),
        ("共12件。\r另34场", "共12件。\n另34场"),
        ("共12**34件", "共12**34件"),
        ("共12 \ufeff34件", "共12 34件"),
        ("合计\n12\n34\n56\n", "合计12\n34\n56\n"),
        ("第一段。\n\n第二段。", "第一段。\n\n第二段。"),
        ("", ""),
    ],
)
def test_what_is_not_read_is_gone_from_the_view(text: str, view: str) -> None:
    assert read_layout(text).view == view


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("全年共排查各类矛盾纠纷，受理\n121件并全部办结。", "全年共排查各类矛盾纠纷，受理121件并全部办结。"),
        ("全年开展宣讲活动，发放资料\n\n2万余份。", "全年开展宣讲活动，发放资料2万余份。"),
    ],
)
def test_a_sentence_that_a_page_break_parts_reads_on(text: str, view: str) -> None:
    assert read_layout(text).view == view


@pytest.mark.parametrize(
    "text",
    [
        "一、主要成效\n调解纠纷3件。",
        "第一段写完了。\n第二段开始。",
        "全年开展宣讲，覆盖群众\n二、存在的问题",
        "全年开展宣讲，覆盖群众\n（一）组织领导",
        "全年开展宣讲，覆盖群众\n1. 组织领导",
        "| 年度 | 件数 |\n| 2024 | 12 |",
        "来源：司法所，编辑\n发布日期为2024年",
    ],
)
def test_a_line_break_that_ends_something_stays(text: str) -> None:
    assert "\n" in read_layout(text).view


def test_a_number_in_the_view_leads_back_to_its_place_in_the_text() -> None:
    text = "\ufeff**一是**  调解\r\n\r\n　　纠纷 １２１ 件，\n\n其中邻里 ９７ 件。"
    layout = read_layout(text)
    start = layout.view.index("121")
    found = text[layout.source_start(start) : layout.source_end(start + 3)]
    assert found == "１２１"
    assert layout.source is text


def test_the_end_of_nothing_is_the_beginning() -> None:
    assert read_layout("  一").source_end(0) == 0
