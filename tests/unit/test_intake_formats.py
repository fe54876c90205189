"""Web pages, PDF and Word files, gzip and shards to text: what is read, and what is refused."""

from __future__ import annotations

import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.containers import MENU, as_gzip, as_page, as_shard, as_word, as_zip, hand_made_pdf
from warehouse.errors import WrongArguments
from warehouse.extraction import text_id
from warehouse.intake import Limits, Undecodable, limits_from_environment
from warehouse.intake.arrivals import open_content
from warehouse.intake.cells import Cell, table_lines
from warehouse.intake.folding import fold_radicals, radicals
from warehouse.intake.formats import read_document
from warehouse.intake.inflating import inflate
from warehouse.intake.manifest import Origin
from warehouse.intake.pages import Line, flow

TEXT = (
    "某镇2024年法治政府建设年度报告\n全年调解纠纷121件，成功120件。\n| 项目 | 数量（件） |\n| 处罚 | 35 |\n"
)
FILES = {
    "text": (TEXT.encode(), "utf-8"),
    "html": (as_page(TEXT), "utf-8"),
    "docx": (as_word(TEXT), None),
}


def read(content: bytes, size: int = 20_000_000) -> str:
    return read_document(content, Limits(size)).text


def refusal(content: bytes, size: int = 20_000_000) -> str:
    with pytest.raises(Undecodable) as refused:
        read_document(content, Limits(size))
    return str(refused.value)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("packed", [False, True])
def test_what_a_file_is_decides_how_it_is_read(kind: str, packed: bool) -> None:
    content, encoding = FILES[kind]
    found = read_document(as_gzip(content) if packed else content, Limits())
    assert (found.text, found.encoding) == (TEXT, encoding)
    assert found.kind == (f"{kind}+gzip" if packed else kind)


@pytest.mark.parametrize("module", ["trafilatura", "pypdfium2", "docx"])
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    content = {"trafilatura": FILES["html"][0], "pypdfium2": b"%PDF-1.7", "docx": FILES["docx"][0]}[module]
    assert "pip install -e '.[formats]'" in refusal(content)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>调解<span>12</span><b>1</b>件。</p>", "调解121件。\n"),
        ("<p>罚款1万元。<br>　　检查3次。</p>", "罚款1万元。\n　　检查3次。\n"),
        ("<script>var n = 5;</script><p>检查3次。</p><style>p{}</style>", "检查3次。\n"),
        ('<p>检查3次。</p><p style="display: none">检查4次。</p>', "检查3次。\n"),
        (
            "<div><table><tr><td><p>一、成效</p><p>检查3次。</p></td></tr></table></div>",
            "一、成效\n检查3次。\n",
        ),
        (
            '<p>见下表。</p><table><tr><th rowspan="2">执法</th><td>检查</td><td>3</td></tr><tr><td>处罚</td>'
            "<td>2</td></tr></table>",
            "见下表。\n| 执法 | 检查 | 3 |\n| 执法 | 处罚 | 2 |\n",
        ),
        (MENU + "<div><p>检查3次。</p></div><div><a>上一篇：某某通知</a></div>", "检查3次。\n"),
        ("<p>增长&nbsp;5&lt;10&#12290;</p>", "增长\u00a05<10。\n"),
    ],
)
def test_a_page_is_read_as_it_is_shown(body: str, expected: str) -> None:
    assert read(f"<html><body>{body}</body></html>".encode()) == expected


def test_the_frame_of_a_page_is_left_out_and_its_title_is_kept() -> None:
    page = as_page(TEXT, before=MENU, after="<footer>版权所有 电话12345678</footer>")
    assert read(page) == TEXT
    bare = "<html><head><title>某镇2024年报告_某县政府</title></head><body><p>检查3次。</p></body></html>"
    assert read(bare.encode()) == "某镇2024年报告\n检查3次。\n"


def test_a_page_in_gbk_and_one_that_nests_deeply_are_read() -> None:
    page = as_page(TEXT).decode().replace('charset="utf-8"', 'charset="gb2312"')
    found = read_document(page.encode("gb18030"), Limits())
    assert (found.text, found.encoding) == (TEXT, "gb18030")
    deep = "<html><body>" + "<div>" * 200 + "检查3次。" + "</div>" * 200 + "</body></html>"
    assert read(deep.encode()) == "检查3次。\n"


def word_with(xml: str) -> bytes:
    import io

    import docx
    from docx.oxml import parse_xml

    document: Any = docx.Document()
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            xml.replace("<w:p>", f"<w:p {namespace}>", 1).replace("<w:tbl>", f"<w:tbl {namespace}>", 1)
        ),
    )
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


MERGED, WIDE = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            "<w:p><w:r><w:t>检查</w:t></w:r><w:ins><w:r><w:t>3</w:t></w:r></w:ins><w:del><w:r><w:delText>4"
            "</w:delText></w:r></w:del><w:r><w:t>次。</w:t><w:br/><w:t>处罚2件。</w:t></w:r></w:p>",
            "检查3次。\n处罚2件。\n",
        ),
        (
            f"<w:tbl><w:tr>{cell('执法', MERGED)}{cell('检查')}{cell('3')}</w:tr>"
            f"<w:tr>{cell('', '<w:vMerge/>')}{cell('处罚')}{cell('2')}</w:tr>"
            f"<w:tr>{cell('合计', WIDE)}{cell('5')}</w:tr></w:tbl>",
            "| 执法 | 检查 | 3 |\n| 执法 | 处罚 | 2 |\n| 合计 | 合计 | 5 |\n",
        ),
        (f"<w:tbl><w:tr>{cell('检查3次。')}</w:tr></w:tbl>", "检查3次。\n"),
    ],
)
def test_a_word_file_is_read_as_it_would_be_printed(xml: str, expected: str) -> None:
    assert read(word_with(xml)) == expected


def test_a_number_that_reaches_over_several_cells_stands_once() -> None:
    assert table_lines([[Cell("甲"), Cell("35", rows=2)], [Cell("乙")]]) == ["| 甲 | 35 |", "| 乙 |  |"]


def line(text: str, left: float = 50, right: float | None = None, size: float = 10) -> Line:
    return Line(
        text, left, left + size * len(text) if right is None else right, size, tuple(text.split("  "))
    )


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([[line("全年共调解纠纷一百二", 70, 500), line("十一件。", 50)]], ["全年共调解纠纷一百二十一件。"]),
        (
            [[line("检查3次。", 70, 500), line("处罚2件。", 70)], [line("完", 50)]],
            ["检查3次。", "处罚2件。", "完"],
        ),
        ([[line("检查3次。", 50, 500), line("二、问题", 50)]], ["检查3次。", "二、问题"]),
        ([[line("报告的标题", 50, 500, 20), line("正文", 50)]], ["报告的标题", "正文"]),
        (
            [[line("全年", 70, 500), line("— 1 —")], [line("共3次。", 50, 500), line("— 2 —")]],
            ["全年共3次。"],
        ),
        ([[line("检查", 70, 200), line("2024")]], ["检查", "2024"]),
        (
            [[line(f"第{n}段。", 70, 200), line("某镇人民政府")] for n in "一二三"],
            ["第一段。", "第二段。", "第三段。"],
        ),
        ([[line("项目  件数"), line("处罚  35")]], ["| 项目 | 件数 |", "| 处罚 | 35 |"]),
        ([[line("某镇人民政府  2025年1月1日")]], ["某镇人民政府  2025年1月1日"]),
    ],
)
def test_lines_of_printed_pages_become_paragraphs(pages: list[list[Line]], expected: list[str]) -> None:
    assert flow(pages, 600) == expected


def test_a_pdf_is_read_and_one_without_text_is_called_a_scan() -> None:
    assert read(hand_made_pdf("Report of 2024", "121 disputes")) == "Report of 2024\n121 disputes\n"
    assert "OCR" in refusal(hand_made_pdf())
    assert "broken" in refusal(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nnothing")


def test_radicals_are_folded_one_for_one_to_characters_in_use() -> None:
    assert fold_radicals("⼈⺠政府⼯作⻓") == "人民政府工作长"
    assert len(radicals()) > 500
    for point, plain in radicals().items():
        assert len(plain) == 1
        assert unicodedata.name(plain).startswith("CJK UNIFIED IDEOGRAPH"), hex(point)


@given(st.binary(max_size=3000), st.integers(1, 4))
def test_what_was_packed_comes_back_and_a_cut_is_noticed(content: bytes, members: int) -> None:
    packed = b"".join(as_gzip(content) for _ in range(members))
    assert inflate(packed, 20_000) == content * members
    with pytest.raises(Undecodable):
        inflate(packed[:-1], 20_000)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (as_gzip(b"0" * 1_000_001), "inflates past 1000000 bytes"),
        (as_gzip(as_gzip(TEXT.encode())), "more than once"),
        (as_gzip(b"\0" * 100), "NUL"),
        (b"\x1f\x8b" + b"x" * 40, "broken"),
        (as_zip({"word/document.xml": b"0" * 1_000_001}), "inflate past 1000000 bytes"),
        (as_zip({"word/document.xml": b"<broken"}), "cannot be opened"),
        (as_zip({"xl/workbook.xml": b"<x/>"}), "archives are not opened"),
        (as_zip({"a.txt": TEXT.encode()}), "archives are not opened"),
        (b"PK\x03\x04" + b"\0" * 60, "archives are not opened"),
    ],
)
def test_bombs_and_broken_archives_are_refused(content: bytes, told: str) -> None:
    assert told in refusal(content, 1_000_000)


def test_each_line_of_a_shard_is_a_document_and_a_broken_one_costs_itself_alone() -> None:
    rows = [
        {"id": "a", "text": TEXT, "url": "https://example.org/a", "publisher": "某镇"},
        b'{"id": "b", "text": "cut off',
        {"id": 3, "text": "  "},
        {"id": "d"},
        {"id": "e", "text": "检查\ud800"},
        {"text": "检查3次。\r\n"},
    ]
    shard = as_shard([json_bytes(row) if isinstance(row, dict) else row for row in rows])
    origin = Origin(publisher="发布者", declared_code="110116108000")
    found = list(open_content("s.jsonl.gz", shard, Limits(), origin, []))
    assert [(a.file, a.reason) for a in found] == [
        ("s.jsonl.gz#a", None),
        ("s.jsonl.gz#line 2", "line 2: no JSON object in UTF-8"),
        ("s.jsonl.gz#3", "line 3: its text is empty"),
        ("s.jsonl.gz#line 4", 'line 4: no {"id": …, "text": …}'),
        ("s.jsonl.gz#e", "line 5: its text holds characters that are none"),
        ("s.jsonl.gz#line 6", None),
    ]
    assert found[0].origin == Origin("https://example.org/a", None, "某镇", "110116108000")
    assert (found[0].text, found[5].text) == (TEXT, "检查3次。\n")
    assert {a.container for a in found} == {shard}
    assert len({a.document_id for a in found}) == 6


def json_bytes(row: dict[str, Any]) -> bytes:
    import json

    return json.dumps(row).encode()


def test_a_shard_that_is_cut_off_gives_what_came_before() -> None:
    rows = [{"id": n, "text": TEXT + str(n * 7919 % 1000) * 50} for n in range(3000)]
    shard = as_shard(rows)
    found = list(open_content("s", shard[: len(shard) // 2], Limits(), Origin(), []))
    assert 100 < len(found) < 3000
    assert (found[-1].file, found[-1].reason) == ("s", "gzip: the file is cut off")
    assert all(arrival.is_readable for arrival in found[:-1])
    (whole,) = open_content("s", as_shard([{"id": 1, "text": "检查" * 9}]), Limits(20), Origin(), [])
    assert whole.reason == "shard: a line is longer than 20 bytes"


@pytest.mark.parametrize(("written", "size"), [("", 20_000_000), ("1000", 1000), ("5_000_000", 5_000_000)])
def test_the_cap_can_be_set(written: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_MAX_BYTES", written)
    assert limits_from_environment().file_bytes == size


@pytest.mark.parametrize("written", ["0", "-1", "20MB", "１", "3000000000"])
def test_a_cap_that_is_no_number_of_bytes_is_an_error(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_MAX_BYTES", written)
    with pytest.raises(WrongArguments, match="FAZHI_MAX_BYTES"):
        limits_from_environment()


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("调解121件\n| 处罚 | 35 |\n", "调解 121件\n处罚\t35", True),
        ("**一、成效**\n调解121件", "一、成效\r\n调解１２１件", True),
        ("⼈民政府", "人民政府", True),
        ("增长1.5%", "增长15%", False),
        ("10-15件", "1015件", False),
        ("调解121件", "调解122件", False),
    ],
)
def test_a_text_is_known_again_in_another_container(one: str, other: str, is_same: bool) -> None:
    assert (text_id(one) == text_id(other)) is is_same
