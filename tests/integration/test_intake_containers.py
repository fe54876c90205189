"""One report as text, in GBK, as web page, PDF and Word file: one report, and its facts once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.containers import MENU, as_gzip, as_page, as_pdf, as_shard, as_word
from tests.driver import run_once
from warehouse import Home, query
from warehouse.intake import Limits
from warehouse.intake.formats import read_document

TABLE = """| 项目 | 行政检查（次） | 行政处罚（件） | 罚款（万元） |
| 全年 | 361 | 88 | 9.87 |
"""
FACTS = (
    "select jurisdiction_code, issuer_id, year, metric, value, unit, qualifier, basis, evidence_count"
    " from fact_metric where value is not null order by all"
)


@pytest.fixture(scope="module")
def text(samples_dir: Path) -> str:
    """A sample report, with a table behind it."""
    sample = (samples_dir / "sandaoyan-2024.txt").read_text(encoding="utf-8")
    return sample.rstrip("\n") + "\n" + TABLE


@pytest.fixture(scope="module")
def pdf(text: str, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    lists = shutil.which("fc-list")
    fonts = subprocess.run([lists, ":lang=zh"], capture_output=True, check=False).stdout if lists else b""
    if not fonts.strip():
        missing("needs a font with Chinese characters (apt-get install fonts-wqy-zenhei)")
    return as_pdf(text, chromium, tmp_path_factory.mktemp("print"))


def facts_of(home: Home) -> list[dict[str, object]]:
    return query(home, FACTS).to_dicts()


@pytest.mark.slow
def test_one_report_in_eight_containers_is_one_report_with_its_facts_once(
    text: str, pdf: bytes, tmp_path: Path
) -> None:
    folder, alone = tmp_path / "landing", tmp_path / "alone"
    folder.mkdir()
    alone.mkdir()
    (alone / "a.txt").write_text(text, encoding="utf-8")
    contents = {
        "a.txt": text.encode(),
        "b-gbk.txt": text.replace("\n", "\r\n").encode("gbk"),
        "c.html": as_page(text, before=MENU, after="<footer>版权所有</footer>"),
        "d.pdf": pdf,
        "e.docx": as_word(text),
        "f.txt.gz": as_gzip(text.encode()),
        "g.jsonl.gz": as_shard([{"id": "x", "text": text}]),
        "h-utf16.txt": text.encode("utf-16"),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    run_once(Home.at(tmp_path / "one"), alone)
    run_once(Home.at(tmp_path / "all"), folder)
    one, several = facts_of(Home.at(tmp_path / "one")), facts_of(Home.at(tmp_path / "all"))
    assert len(one) > 40
    assert several == one
    home = Home.at(tmp_path / "all")
    assert query(home, "select count(*) as n, count(distinct report_id) as r from document").to_dicts() == [
        {"n": 8, "r": 1}
    ]
    assert query(
        home, "select editions.n from (select count(*) as n from report) as editions"
    ).to_dicts() == [{"n": 1}]


@pytest.mark.parametrize("container", ["html", "docx", "pdf"])
def test_each_container_alone_gives_the_text_with_its_table(
    container: str, text: str, request: pytest.FixtureRequest
) -> None:
    makers = {"html": as_page, "docx": as_word}
    content = makers[container](text) if container in makers else request.getfixturevalue("pdf")
    found = read_document(content, Limits())
    assert found.kind == container
    assert [line for line in found.text.splitlines() if line.startswith("|")] == TABLE.splitlines()


def test_a_printed_table_keeps_its_rows_where_cells_have_several_lines(
    pdf: bytes, chromium: str, tmp_path: Path
) -> None:
    rows = [
        "| 项目 | 数量（件） | 说明 |",
        f"| 行政检查（含跨部门联合检查） | 361 | {'开展日常检查和专项检查，覆盖重点行业；' * 3} |",
        "| 行政处罚 | 88 | 一般程序 |",
    ]
    borders = "<style>table{border-collapse:collapse}td{border:1px solid}</style>"
    text = "\n".join(["某镇2024年法治政府建设年度报告", *rows, "以上为全年执法情况。"])
    found = read_document(as_pdf(text, chromium, tmp_path, before=borders), Limits()).text.splitlines()
    assert found[1:4] == rows
    assert found[-1] == "以上为全年执法情况。"


def test_a_report_of_several_printed_pages_keeps_its_sentences_whole(text: str, pdf: bytes) -> None:
    whole = [line.strip() for line in text.splitlines() if "。" in line]
    found = [line.strip() for line in read_document(pdf, Limits()).text.splitlines() if "。" in line]
    joined = sum(line in found for line in whole)
    assert joined >= 0.9 * len(whole), f"{joined} of {len(whole)} paragraphs came whole"
