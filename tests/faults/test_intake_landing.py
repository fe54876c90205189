"""A landing folder of mixed files, each of which ends in the state that a list beside this test says."""

from __future__ import annotations

import codecs
import csv
import hashlib
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.containers import as_gzip, as_page, as_shard, as_word, as_zip, hand_made_pdf
from tests.driver import run_once
from warehouse import Home, query
from warehouse.lake import Lake
from warehouse.runs import open_run
from warehouse.steps import ingest_documents

BODY = (
    "。\n一、主要举措和成效\n全年调解矛盾纠纷{}件，开展法治宣传30场次，组织培训12次。\n"
    "二、存在的问题\n执法力量不足。\n"
)


def report(issuer: str, year: int, number: int) -> str:
    opening = f"{year}年，{issuer}认真落实法治政府建设要求，现将有关情况报告如下"
    return f"{issuer}{year}年法治政府建设年度报告\n{opening}" + BODY.format(number)


TOWN, OTHER = "北京市怀柔区渤海镇人民政府", "江苏省苏州市常熟市董浜镇人民政府"
TRADITIONAL = "某鎮人民政府年度工作報告，調解糾紛一百二十一件，開展宣傳活動。" * 9
NEWS = "市政府召开常务会议\n昨日，市政府召开常务会议，研究安全生产工作。会议强调，各部门要提高认识。\n"
TEMPLATE = "XX县人民政府2024年法治政府建设年度报告\n2024年，XX县调解纠纷XX件，开展宣传XX场。\n" * 3
A, B = report(TOWN, 2024, 121), report(OTHER, 2023, 88)
GB = A.encode("gb18030")

# file, bytes, the state that it must end in, a word of the reason
FILES: list[tuple[str, bytes, str, str]] = [
    ("01.txt", A.encode(), "report", ""),
    ("02-bom.txt", codecs.BOM_UTF8 + A.encode(), "same_report", ""),
    ("03-gb18030.txt", GB, "same_report", ""),
    ("04-utf16-le.txt", codecs.BOM_UTF16_LE + A.encode("utf-16-le"), "same_report", ""),
    ("05-utf16-be.txt", codecs.BOM_UTF16_BE + A.encode("utf-16-be"), "same_report", ""),
    ("06-unmarked-utf16.txt", A.encode("utf-16-le"), "same_report", ""),
    ("07.html", as_page(A), "same_report", ""),
    ("08-page-named.txt", as_page(A).replace(b"utf-8", b"UTF-8"), "same_report", ""),
    ("09.docx", as_word(A), "same_report", ""),
    ("10-word-named.pdf", as_word(A.replace("全年", "全年 ")), "same_report", ""),
    ("11.txt.gz", as_gzip(A.encode()), "same_report", ""),
    ("12.html.gz", as_gzip(as_page(A)), "same_report", ""),
    ("13.md", B.replace("一、", "## 一、").encode(), "report", ""),
    ("14-edition.txt", report(OTHER, 2023, 89).encode(), "report", ""),
    ("15-no-suffix", report(TOWN, 2022, 7).encode(), "report", ""),
    ("16.csv", report(TOWN, 2021, 7).encode(), "report", ""),
    ("17-big5.txt", TRADITIONAL.encode("big5"), "quarantined", "not UTF-8"),
    ("18-mixed.txt", A.encode() + GB, "quarantined", "not UTF-8"),
    ("19-truncated.txt", A.encode()[:-2], "quarantined", "not UTF-8"),
    ("20-nul.txt", A.encode() + b"\0", "quarantined", "binary"),
    ("21-ole.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "quarantined", "old or a locked"),
    ("22.zip", as_zip({"a.txt": A.encode(), "../b.txt": b"x"}), "quarantined", "archives are not opened"),
    ("23-empty.txt", b"", "quarantined", "empty"),
    ("24-blank.txt", b"   \n", "quarantined", "empty"),
    ("25-broken.pdf", b"%PDF-1.7\n" + GB, "quarantined", "pdf"),
    ("26-scan.pdf", hand_made_pdf(), "quarantined", "OCR"),
    ("27-bomb.gz", as_gzip(b"0" * 21_000_000), "quarantined", "inflates past"),
    ("28-news.txt", NEWS.encode(), "not_a_report", ""),
    ("29-template.txt", TEMPLATE.encode(), "not_a_report", "masked"),
]
SHARD = (
    "30.jsonl.gz",
    as_shard([{"id": "a", "text": report(TOWN, 2020, 5)}, b'{"id": "b"', {"id": "c", "text": NEWS}]),
)
LINES = [
    ("30.jsonl.gz#a", "report"),
    ("30.jsonl.gz#line 2", "quarantined"),
    ("30.jsonl.gz#c", "not_a_report"),
]
STATES = """
    select d.file, d.reason, case
        when d.state <> 'read' then d.state
        when d.document_id <> r.document_id then 'same_report'
        else 'report' end as state
    from document as d left join report as r on r.report_id = d.report_id
"""


@pytest.fixture(scope="module")
def landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mixed") / "landing"
    folder.mkdir()
    for name, content, _, _ in FILES:
        (folder / name).write_bytes(content)
    (folder / SHARD[0]).write_bytes(SHARD[1])
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(["file", "url", "retrieved_at", "publisher", "declared_code"])
        rows.writerow(
            ["01.txt", "https://example.org/a.html", "2025-02-01T08:00:00+08:00", TOWN, "110116108000"]
        )
        rows.writerow(["13.md", "https://example.org/b.html", "2024-02-01", OTHER, "110116108000"])
        rows.writerow(["../outside.txt", "https://example.org/c.html", "", "", ""])
        rows.writerow(["14-edition.txt", "", "", "", "999999999999"])
    return folder


@pytest.fixture(scope="module")
def home(landing: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home.at(tmp_path_factory.mktemp("mixed") / "home")
    run_once(home, landing)
    return home


def test_each_of_thirty_files_ends_in_the_state_that_the_list_says(home: Home) -> None:
    found = {row["file"]: (row["state"], row["reason"] or "") for row in query(home, STATES).to_dicts()}
    assert len(FILES) + 1 == 30
    for name, _, state, reason in FILES:
        assert found[name][0] == state, (name, found[name])
        assert reason in found[name][1], (name, found[name])
        assert bool(found[name][1]) == (state in ("quarantined", "not_a_report")), name
    assert [(name, found[name][0]) for name, _ in LINES] == LINES
    assert set(found) == {name for name, *_ in FILES} | {name for name, _ in LINES}


def test_bytes_in_are_bytes_kept(home: Home, landing: Path) -> None:
    kept = {
        row["document_id"]: row["content"]
        for part in Lake(home.lake).parts("raw")
        for row in pq.ParquetFile(part).read().to_pylist()
    }
    for path in landing.iterdir():
        if path.name != "manifest.csv":
            content = path.read_bytes()
            assert kept[hashlib.sha256(content).hexdigest()] == content, path.name
    assert all(hashlib.sha256(content).hexdigest() == key for key, content in kept.items())


def test_the_facts_of_a_report_in_many_files_stand_once(home: Home) -> None:
    rows = query(
        home,
        "select year, value, evidence_count from fact_metric"
        " where metric = 'dispute_mediated_count' and jurisdiction_code = '110116108000' order by year",
    ).to_dicts()
    assert [(row["year"], row["value"]) for row in rows] == [(2020, 5), (2021, 7), (2022, 7), (2024, 121)]
    assert {row["evidence_count"] for row in rows} == {1}


def test_the_manifest_fills_the_source_and_what_contradicts_the_text_is_a_finding(home: Home) -> None:
    (source,) = query(home, "select source_url, retrieved_at from report where document_id in"
                      " (select document_id from document where file = '01.txt')").to_dicts()  # fmt: skip
    assert source["source_url"] == "https://example.org/a.html"
    assert str(source["retrieved_at"]) == "2025-02-01 00:00:00"
    found = query(
        home, "select detail from quality_finding where finding = 'declared_code_differs'"
    ).to_dicts()
    assert found == [{"detail": "110116108000"}]
    (place,) = query(
        home, "select distinct jurisdiction_code from report where issuer_name like '董浜%'"
    ).to_dicts()
    assert place["jurisdiction_code"] != "110116108000"


def test_rows_of_the_manifest_that_name_no_file_or_no_place_are_told(home: Home, landing: Path) -> None:
    with open_run(home, landing) as run:
        result = ingest_documents(run)
    assert (result.new, result.anything_new) == (0, False)
    assert result.notes == [
        "manifest.csv line 5: declared_code 999999999999 is no place of the table, left out",
        "manifest.csv names '../outside.txt', which is not in the folder",
    ]


def test_what_could_not_be_read_is_read_once_its_library_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, home = tmp_path / "landing", Home.at(tmp_path / "home")
    folder.mkdir()
    (folder / "a.txt").write_bytes(B.encode())
    (folder / "b.docx").write_bytes(as_word(A))
    with monkeypatch.context() as without:
        without.setitem(__import__("sys").modules, "docx", None)
        run_once(home, folder)
    assert query(home, "select state from document where file = 'b.docx'").to_dicts() == [
        {"state": "quarantined"}
    ]
    run_once(home, folder)
    assert query(home, "select state, reason from document where file = 'b.docx'").to_dicts() == [
        {"state": "read", "reason": None}
    ]
    assert len(query(home, "select * from report")) == 2
    assert len(query(home, "select * from document")) == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make devices")
def test_a_device_is_no_file_of_reports(tmp_path: Path) -> None:
    from warehouse.intake import read_landing

    try:
        os.mknod(tmp_path / "null.txt", 0o20666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("devices cannot be made in this container")
    (arrival,) = read_landing(tmp_path)
    assert arrival.reason == "not a regular file"
