"""The towns' table for the office: as a workbook and as a document, each figure with its sentence."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from tests.conftest import missing
from warehouse import open_published
from warehouse.errors import WrongArguments
from warehouse.export.document import document_bytes
from warehouse.export.towns import TownTable, build_town_table
from warehouse.export.workbook import workbook_bytes
from warehouse.home import Home

Fazhi = Callable[..., Any]
CHANGSHU, DONGBANG = "320581000000", "320581107000"
METRICS = ["administrative_inspection_count", "fine_amount", "law_exam_participant_count"]


@pytest.fixture(scope="module")
def table(sample_home: Path) -> TownTable:
    return build_town_table(Home.at(sample_home), CHANGSHU, 2023, METRICS, with_last_year=True)


@pytest.fixture(scope="module")
def book(table: TownTable) -> Any:
    return openpyxl.load_workbook(BytesIO(workbook_bytes(table)))


def _row_of(sheet: Any, code: str) -> list[Any]:
    return next(list(row) for row in sheet.iter_rows(min_row=5) if row[1].value == code)


def test_every_town_of_the_county_is_there_with_a_report_or_without(table: TownTable, book: Any) -> None:
    sheet = book["汇总"]
    assert sheet.max_row - 4 == len(table.towns) > 10
    assert table.reporting == 1
    silent = [row for row in sheet.iter_rows(min_row=5) if row[1].value != DONGBANG]
    assert {row[2].value for row in silent} == {"无报告"}


def test_figures_last_years_and_changes_are_what_the_warehouse_holds(book: Any, sample_home: Path) -> None:
    with open_published(sample_home) as published:
        (held,) = published.rows(
            "select * from mart_year_on_year where jurisdiction_code = ? and year = 2023 and metric = ?",
            [DONGBANG, METRICS[0]],
        )
    row = _row_of(book["汇总"], DONGBANG)
    told = [cell.value for cell in row[2:6]]
    assert told == [held["value"], held["value_last_year"], held["change"], held["change_rate"]]
    assert held["value"] == 388
    assert held["value_last_year"] == 412


def test_a_figure_carries_its_sentence_file_and_offsets(book: Any, table: TownTable) -> None:
    cell = _row_of(book["汇总"], DONGBANG)[2]
    note = cell.comment.text
    town = next(town for town in table.towns if town.code == DONGBANG)
    source = town.cells[METRICS[0], 2023]
    assert source.sentence is not None
    assert source.sentence.strip() in note
    assert f"{source.start_offset}–{source.end_offset}" in note
    rows = list(book["出处"].iter_rows(min_row=2, values_only=True))
    assert (table.towns[0].name is not None) and rows
    assert any(row[0] == town.name and row[3] == 388 and row[7] == source.sentence.strip() for row in rows)
    given = sum(town.cells[m, year].value is not None for m in METRICS for year in (2023, 2022))
    assert len(rows) == given


def test_years_that_do_not_compare_get_no_change_but_the_reason(table: TownTable) -> None:
    changed = []
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(table)))
    row = _row_of(book["汇总"], DONGBANG)
    for position, metric in enumerate(METRICS):
        cell = next(town for town in table.towns if town.code == DONGBANG).cells[metric, 2023]
        change = row[2 + 4 * position + 2].value
        if cell.is_comparable:
            changed.append(metric)
            assert change == cell.change
        else:
            assert not isinstance(change, int | float)
    assert METRICS[0] in changed


def test_words_of_a_document_never_become_a_formula(table: TownTable) -> None:
    town = next(town for town in table.towns if town.code == DONGBANG)
    source = town.cells[METRICS[0], 2023]
    object.__setattr__(source, "sentence", '=HYPERLINK("x")\x01')
    try:
        book = openpyxl.load_workbook(BytesIO(workbook_bytes(table)))
    finally:
        object.__setattr__(source, "sentence", "原句")
    cells = [row[7] for row in book["出处"].iter_rows(min_row=2) if row[7].value == '=HYPERLINK("x")']
    assert [cell.data_type for cell in cells] == ["s"]


@pytest.mark.parametrize("write", [workbook_bytes, document_bytes])
def test_equal_tables_give_equal_bytes(write: Callable[[TownTable], bytes], table: TownTable) -> None:
    first = write(table)
    assert first == write(table)
    with ZipFile(BytesIO(first)) as packed:
        core = packed.read("docProps/core.xml").decode()
        assert {info.date_time[0] for info in packed.infolist()} == {1980}
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_the_document_has_a_table_a_metric_and_a_source_for_each_figure(table: TownTable) -> None:
    document = docx.Document(BytesIO(document_bytes(table)))
    assert len(document.tables) == len(METRICS)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["乡镇街道", "2023 年", "2022 年", "增减", "增减 %"]
    assert ["董浜镇", "388 [1]", "412 [2]", "-24", "-5.8"] in rows
    text = [paragraph.text for paragraph in document.paragraphs]
    assert any((line.startswith("[1] ") and "dongbang-2023.md" in line) or "http" in line for line in text)


def test_without_metrics_the_main_ones_that_a_town_gives_are_taken(sample_home: Path) -> None:
    found = build_town_table(Home.at(sample_home), "常熟市", 2024)
    assert found.parent_code == CHANGSHU
    assert found.years == (2024,)
    for metric in found.metrics:
        assert metric.tier == 1
        assert any(town.cells[metric.key, 2024].value is not None for town in found.towns)


@pytest.mark.parametrize(
    ("parent", "year", "told"),
    [
        (DONGBANG, 2023, "Nothing is below"),
        (CHANGSHU, 2019, "2022, 2023, 2024"),
        ("没有这地方", 2023, "no place"),
    ],
)
def test_a_table_of_nothing_is_refused(parent: str, year: int, told: str, sample_home: Path) -> None:
    with pytest.raises(WrongArguments, match=told):
        build_town_table(Home.at(sample_home), parent, year, METRICS)


def test_the_command_writes_it_and_says_what_to_ask_next(
    sample_home: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    for name in ("汇总.xlsx", "汇总.docx"):
        ended = fazhi(
            "table", "--parent", CHANGSHU, "--year", "2024", "--with-last-year",
            "-o", tmp_path / name, "--home", sample_home,
        )  # fmt: skip
        assert ended.code == 0, ended.err
        assert f"fazhi explain {DONGBANG} 2024" in ended.out
    assert openpyxl.load_workbook(tmp_path / "汇总.xlsx").sheetnames == ["汇总", "出处", "说明"]
    refused = fazhi("table", "--parent", CHANGSHU, "--year", "2024", "-o", "x.pdf", "--home", sample_home)
    assert refused.code == 2
    assert ".docx" in refused.err


@pytest.mark.parametrize(("library", "write"), [("openpyxl", workbook_bytes), ("docx", document_bytes)])
def test_a_missing_library_is_asked_for_by_its_extra(
    library: str, write: Callable[[TownTable], bytes], table: TownTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(WrongArguments, match=r"\.\[office\]"):
        write(table)


# Comma, quotation mark and UTF-8 by their numbers, from the first line, as shown; -1: a file for every sheet.
_SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def converted(table: TownTable, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table in both its forms, each opened by LibreOffice and saved as something simpler."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        missing("needs LibreOffice (apt-get install libreoffice-calc-nogui libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("office")
    for name, content, form in (
        ("table.xlsx", workbook_bytes(table), _SHEETS_AS_CSV),
        ("table.docx", document_bytes(table), "txt:Text (encoded):UTF8"),
    ):
        (folder / name).write_bytes(content)
        subprocess.run(
            [str(office), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--convert-to", form, "--outdir", str(folder), str(folder / name)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    return folder


@pytest.mark.slow
def test_libreoffice_opens_the_workbook_and_finds_figures_and_sentences(
    converted: Path, table: TownTable
) -> None:
    with (converted / "table-汇总.csv").open(encoding="utf-8", newline="") as sheet:
        rows = list(csv.reader(sheet))
    (dongbang,) = [row for row in rows if DONGBANG in row]
    assert dongbang[2:4] == ["388", "412"]
    assert len([row for row in rows if row[1].isdigit()]) == len(table.towns)
    sources = (converted / "table-出处.csv").read_text(encoding="utf-8")
    told = [c.sentence.strip() for t in table.towns for c in t.cells.values() if c.sentence is not None]
    assert told
    assert [sentence for sentence in told if sentence.splitlines()[0] not in sources] == []
    assert "Err:" not in sources
    assert "#NAME?" not in sources


@pytest.mark.slow
def test_libreoffice_opens_the_document(converted: Path) -> None:
    text = (converted / "table.txt").read_text(encoding="utf-8-sig")
    for piece in ("董浜镇", "388 [1]", "412 [2]", "[1] "):
        assert piece in text
