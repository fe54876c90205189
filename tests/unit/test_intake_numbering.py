"""Numbers that Word itself puts before paragraphs: read as they are printed, or left out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from extractors import extract
from tests.containers import as_numbered_word
from warehouse.intake.word import read_word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def paragraph(words: str, number: int | None = None, at: int | None = None, style: str = "") -> str:
    place = (f'<w:ilvl w:val="{at}"/>' if at is not None else "") + (
        f'<w:numId w:val="{number}"/>' if number is not None else ""
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = f"<w:numPr>{place}</w:numPr>" if place else ""
    return f"<w:p><w:pPr>{named}{numbered}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def printed(levels: str, body: str, nums: str = "", styles: str = "") -> list[str]:
    """The lines of a Word file with one list, numbered 5, and with what else is given."""
    import docx
    from docx.oxml import parse_xml

    document: Any = docx.Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    own = f'<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>{nums}'
    for one in parse_xml(f'<w:x {W}><w:abstractNum w:abstractNumId="3">{levels}</w:abstractNum>{own}</w:x>'):
        root.append(one)
    for style in parse_xml(f"<w:x {W}>{styles}</w:x>"):
        document.styles.element.append(style)
    for place, block in enumerate(parse_xml(f"<w:x {W}>{body}</w:x>")):
        document.element.body.insert(place, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return read_word(buffer.getvalue(), 20_000_000).splitlines()


SHOWN = (("chineseCounting", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%3."))
CHINESE = "".join(level(at, *shown) for at, shown in enumerate(SHOWN))


def test_levels_count_on_and_begin_anew_below_the_next_heading() -> None:
    body = [
        paragraph("成效", 5, 0),
        paragraph("机制", 5, 1),
        paragraph("审查", 5, 1),
        paragraph("2024年前3项", 5, 2),
        paragraph("不编号"),
        paragraph("问题", 5, 0),
        paragraph("力量", 5, 1),
        paragraph("经费", 5, 2),
    ]
    assert printed(CHINESE, "".join(body)) == [
        "一、成效",
        "（一）机制",
        "（二）审查",
        "1. 2024年前3项",
        "不编号",
        "二、问题",
        "（一）力量",
        "1. 经费",
    ]


@pytest.mark.parametrize(
    ("form", "text", "labels"),
    [
        ("decimal", "%1.", ["1. 甲", "2. 甲"]),
        ("decimalZero", "%1、", ["01、甲", "02、甲"]),
        ("decimalFullWidth", "%1．", ["１．甲", "２．甲"]),
        ("decimalEnclosedCircle", "%1", ["① 甲", "② 甲"]),
        ("lowerLetter", "(%1)", ["(a)甲", "(b)甲"]),
        ("taiwaneseCountingThousand", "第%1条", ["第一条 甲", "第二条 甲"]),
        ("bullet", "●", ["甲", "甲"]),
        ("none", "", ["甲", "甲"]),
        ("ordinalText", "%1.", ["甲", "甲"]),
        ("decimal", "%7.", ["甲", "甲"]),
    ],
)
def test_a_form_that_is_known_is_written_and_another_left_out(
    form: str, text: str, labels: list[str]
) -> None:
    assert printed(level(0, form, text), paragraph("甲", 5, 0) * 2) == labels


def test_chinese_counts_are_right_up_to_99_and_left_out_beyond() -> None:
    lines = printed(level(0, "chineseCounting", "%1、"), paragraph("甲", 5, 0) * 101)
    found = [lines[at - 1].rstrip("甲、") for at in (9, 10, 11, 19, 20, 21, 35, 90, 99, 100)]
    assert found == ["九", "十", "十一", "十九", "二十", "二十一", "三十五", "九十", "九十九", ""]


def test_a_style_may_number_and_a_paragraph_may_take_it_back() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="Two"><w:basedOn w:val="Base"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = [paragraph("甲", style="Base"), paragraph("乙", style="Two"), paragraph("丙", 0, style="Base"),
            paragraph("丁", style="Base")]  # fmt: skip
    assert printed(CHINESE, "".join(body), styles=styles) == ["一、甲", "（一）乙", "丙", "二、丁"]


def test_another_list_of_the_same_kind_counts_on_unless_it_says_where_to_begin() -> None:
    nums = (
        '<w:num w:numId="6"><w:abstractNumId w:val="3"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = [paragraph("甲", number, 0) for number in (5, 6, 7, 7)]
    assert printed(CHINESE, "".join(body), nums) == ["一、甲", "二、甲", "一、甲", "二、甲"]


def test_all_numbers_of_a_legal_level_are_arabic_and_an_upper_one_begins_with_its_first() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = paragraph("甲", 5, 1) + paragraph("乙", 5, 0) + paragraph("丙", 5, 0) + paragraph("丁", 5, 1)
    assert printed(levels, body) == ["1.1 甲", "一、乙", "二、丙", "2.1 丁"]


def test_a_column_that_word_numbers_shows_its_numbers() -> None:
    def row(words: str) -> str:
        return f"<w:tr><w:tc>{paragraph('', 5, 0)}</w:tc><w:tc>{paragraph(words)}</w:tc></w:tr>"

    table = f"<w:tbl>{row('检查3次')}{row('处罚2件')}</w:tbl>"
    assert printed(level(0, "decimal", "%1"), table) == ["| 1 | 检查3次 |", "| 2 | 处罚2件 |"]


@pytest.mark.parametrize("number", [4, 99])
def test_a_list_that_is_not_there_numbers_nothing(number: int) -> None:
    nums = '<w:num w:numId="4"><w:abstractNumId w:val="88"/></w:num>'
    assert printed(CHINESE, paragraph("甲", number, 0), nums) == ["甲"]


def test_a_report_that_word_numbers_gives_the_facts_and_sections_of_its_text(samples_dir: Path) -> None:
    text = (samples_dir / "sandaoyan-2024.txt").read_text(encoding="utf-8")
    content = as_numbered_word(text)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "一、" not in archive.read("word/document.xml").decode()
    written, numbered = extract(text), extract(read_word(content, 20_000_000))
    assert numbered.report == written.report
    sections = {o.section for o in written.observations}
    assert {"一/(一)", "二/1"} <= sections

    def facts(found: Any) -> list[tuple[Any, ...]]:
        told = found.observations
        return [(o.section, o.metric, o.value, o.unit, o.status, o.subset, o.sentence) for o in told]

    assert facts(numbered) == facts(written)
