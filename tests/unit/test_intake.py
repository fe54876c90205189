"""Bytes to text: every encoding that is used, and nothing that is a guess."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.errors import NoSuchFolder, WrongArguments
from warehouse.intake import Undecodable, decode, read_landing, read_manifest

TEXT = "某镇人民政府年度工作报告\n调解矛盾纠纷121件，罚款69295余元。\n"
TRADITIONAL = "某鎮人民政府年度工作報告，調解糾紛一百二十一件，開展宣傳活動。" * 5


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_text_in_a_known_encoding_is_read_and_the_encoding_recorded(content: bytes, encoding: str) -> None:
    decoded = decode(content)
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"   ", "empty"),
        ("　\n".encode(), "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + TEXT.encode("gb18030"), "pdf"),
        (b"PK\x03\x04" + b"\x14\x00" * 40, "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "ole"),
        (b"\x1f\x8b\x08\x00" + bytes(20), "gzip"),
        (b"\x00" * 100, "binary"),
        (TEXT.encode() + b"\x00", "binary"),
        (TRADITIONAL.encode("big5"), "undecodable"),
        (TEXT.encode() + TEXT.encode("gb18030"), "undecodable"),
        (TEXT.encode()[:-2] + b"\xe4", "undecodable"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", "undecodable"),
        (bytes(range(128, 256)) * 4, "undecodable"),
    ],
)
def test_what_is_no_text_for_certain_is_refused_by_its_kind(content: bytes, kind: str) -> None:
    with pytest.raises(Undecodable) as refusal:
        decode(content)
    assert refusal.value.kind == kind


@given(st.one_of(st.text(min_size=1), st.text(alphabet=st.characters(min_codepoint=0x80), min_size=1)))
def test_utf8_text_is_never_taken_for_another_encoding(text: str) -> None:
    content = text.encode()
    try:
        decoded = decode(content)
    except Undecodable:
        return
    assert decoded.encoding in ("utf-8", "utf-16-le", "utf-16-be")
    if decoded.encoding == "utf-8":
        assert decoded.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@given(
    st.text(alphabet="法治政府工作报告调解矛盾纠纷件，。0123456789", min_size=1).map(lambda s: "政府报告" + s)
)
def test_gb18030_text_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("gb18030")).text == text


def test_line_ends_are_those_that_python_gives() -> None:
    assert decode("政府\r\n报告\r工作\n".encode()).text == "政府\n报告\n工作\n"


def test_the_old_wide_space_is_a_wide_space() -> None:
    content = "政府工作报告".encode("gb18030") + b"\xa3\xa0" + "一".encode("gb18030")
    assert decode(content).text == "政府工作报告\u3000一"


def test_the_manifest_tells_origins_in_utc_and_leaves_malformed_cells_out() -> None:
    lines = [
        "file,url,retrieved_at,publisher,declared_code",
        "a.txt,https://example.org/a,2025-02-01T08:00:00+08:00,某镇,110116108000",
        "b.txt,javascript:alert(1),yesterday,,12",
    ]
    origins, notes = read_manifest("\n".join(lines).encode(), "manifest.csv")
    assert str(origins["a.txt"].retrieved_at) == "2025-02-01 00:00:00"
    assert origins["a.txt"].declared_code == "110116108000"
    assert (origins["b.txt"].url, origins["b.txt"].retrieved_at, origins["b.txt"].declared_code) == (
        None,
    ) * 3
    assert len(notes) == 3


def test_a_manifest_without_file_names_is_an_error() -> None:
    with pytest.raises(WrongArguments, match="column"):
        read_manifest(b"name,url\na.txt,https://example.org\n", "manifest.csv")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFolder) as error:
        list(read_landing(tmp_path / "nowhere"))
    assert error.value.exit_code == 2
    assert "nowhere" in str(error.value)


def test_files_arrive_in_the_order_of_their_paths_and_hidden_ones_do_not(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden", "manifest.csv"):
        (tmp_path / name).write_text("file\n" if name.endswith("csv") else TEXT, encoding="utf-8")
    assert [arrival.file for arrival in read_landing(tmp_path)] == ["a.md", "b.txt", "sub/c.txt"]
