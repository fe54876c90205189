"""What the explorer asks, shows and says, without a browser."""

from __future__ import annotations

import asyncio
import shutil
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from warehouse import open_published
from warehouse.explore import asking, charts, credibility, overview, pages, queries
from warehouse.explore.__main__ import at_home_only
from warehouse.explore.choice import CellKey, Choice, linked_cell, read_choice
from warehouse.explore.downloads import csv_bytes, workbook_bytes
from warehouse.explore.evidence import mask_document, read_evidence
from warehouse.explore.frame import Desk, nothing_there
from warehouse.explore.library import Library
from warehouse.explore.markup import table, words
from warehouse.explore.panel import evidence_panel
from warehouse.explore.wording import language_of, load_wording, plain
from warehouse.home import Home
from warehouse.readers import Published

ZH, EN = load_wording("zh"), load_wording("en")
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class Tags(HTMLParser):
    """The elements of a page and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def button(key: CellKey, label: str) -> str:
    return f'<button data-key="{key.metric}">{words(label)}</button>'


@pytest.fixture
def published(sample_home: Path) -> Published:
    return open_published(sample_home)


@pytest.fixture
def everything(published: Published) -> Choice:
    rows = published.rows("select distinct jurisdiction_code as code from fact_metric order by 1")
    return Choice(tuple(row["code"] for row in rows))


def test_an_address_leads_to_its_choice_and_back(published: Published) -> None:
    metric = "dispute_mediated_count"
    asked = {"place": "三道堰镇", "year": ["2023", "2024"], "metric": metric, "page": "trend"}
    choice, unknown = read_choice(published, asked)
    assert choice == Choice(("510117106000",), (2023, 2024), (metric,), "trend")
    assert unknown == []
    assert read_choice(published, choice.query("en")) == (choice, [])
    assert choice.link("en").startswith("?place=510117106000&year=2023,2024&metric=")
    several = Choice(("510117106000", "320581107000"))
    assert read_choice(published, several.query("zh")) == (several, [])


def test_what_an_address_names_in_vain_is_told_and_passed_over(published: Published) -> None:
    asked = {"place": "桃源镇", "metric": "no_such", "year": "x", "page": "y"}
    choice, unknown = read_choice(published, asked)
    assert unknown == ["桃源镇", "x", "no_such"]
    assert len(choice.places) == 1 and choice.page == "figures"
    assert linked_cell(published, choice, {"place": "桃源镇"}) is None


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        ("en", "zh-CN", "en"),
        ("zh", "en-US,en", "zh"),
        (None, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (None, "de-DE,zh;q=0.3", "en"),
        (None, None, "zh"),
        ("fr", "en", "en"),
    ],
)
def test_the_language_is_the_addresses_then_the_browsers(asked: str, accepted: str, expected: str) -> None:
    assert language_of(asked, accepted) == expected


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (0.0, "0"), (1234567.0, "1,234,567"), (98.3, "98.3"), (0.25, "0.25")],
)
def test_a_figure_is_written_as_people_write_it(value: float | None, shown: str) -> None:
    assert plain(value) == shown


@pytest.mark.parametrize(
    ("qualifier", "zh", "en"),
    [("exact", "300", "300"), ("more_than", "300 余", "over 300"), ("range", "300–400", "300–400")],
)
def test_a_qualifier_stands_beside_its_figure(qualifier: str, zh: str, en: str) -> None:
    assert (ZH.figure(300, qualifier, 400), EN.figure(300, qualifier, 400)) == (zh, en)


def test_every_code_of_the_data_has_its_word(published: Published) -> None:
    asked = {
        "": "select distinct comparability from mart_year_on_year union select distinct missing_reason "
        "from missing_value union select distinct qualifier from observation",
        "basis_": "select distinct basis from fact_metric where basis is not null",
        "role_": "select distinct role from fact_evidence",
        "severity_": "select distinct severity from quality_finding",
        "level_": "select distinct level from dim_jurisdiction where level <> 'country'",
    }
    for prefix, statement in asked.items():
        for (code,) in published.sql(statement).iter_rows():
            assert ZH.code(code, prefix) != code, (prefix, code)


def test_the_table_of_figures_shows_every_figure_of_the_published_file(
    published: Published, everything: Choice
) -> None:
    one = Choice(("320581107000",), (2024,))
    frame = queries.figures(published, one)
    count = "select count(value) from fact_metric where jurisdiction_code = '320581107000' and year = 2024"
    assert frame["value"].count() == published.sql(count).item()
    page = pages.figures_table(frame, queries.gaps(published, one), ZH, button)
    shown = sum(tag == "button" for tag, _ in Tags(page).found)
    assert shown == len(pages.figure_table_labels(frame, ZH)) == min(pages.MOST_ROWS, frame.height)
    assert ">2024<" in page and "2,024" not in page


def test_an_empty_cell_says_why(published: Published) -> None:
    choice = Choice(("320581107000",))
    gaps = queries.gaps(published, choice)
    page = pages.figures_table(queries.figures(published, choice), gaps, ZH, button)
    assert ">未提及</span>" in page and "仅一项" in page


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
def test_every_page_can_be_made_of_everything_and_of_nothing(
    published: Published, everything: Choice, say: Any
) -> None:
    for choice in (everything, Choice(("none",))):
        figures = queries.figures(published, choice)
        pages.figures_table(figures, queries.gaps(published, choice), say, button)
        for key in charts.trend_metrics(figures):
            assert charts.trend_chart(figures, key, say).to_dict()["description"]
        assert pages.peers_table(queries.peers(published, choice), say, button)
        assert pages.movers_table(queries.movers(published, choice), say, button)
        assert overview.findings_table(queries.findings(published, choice), say, button)
        trusted = queries.credibility(published, choice)
        assert trusted is not None and credibility.credibility_table(trusted, say)
    assert "fz-shade-" in overview.coverage_table(queries.coverage(published, None), say)
    assert overview.reported_table(queries.reported(published, "township", "510000000000"), say)


def test_a_chart_names_its_years(published: Published, everything: Choice) -> None:
    figures = queries.figures(published, everything)
    chart = charts.trend_chart(figures, charts.trend_metrics(figures)[0], ZH).to_dict()
    rows = next(iter(chart["datasets"].values()))
    assert {row["year_name"] for row in rows} <= {"2022", "2023", "2024", "2025"}
    assert "shape" in str(chart) and "strokeDash" in str(chart)


def test_movers_begin_with_what_compares(published: Published) -> None:
    moved = queries.movers(published, Choice())
    comparable = moved["is_comparable"].to_list()
    assert comparable == sorted(comparable, reverse=True) and comparable[0]
    others = moved.filter(~pl.col("is_comparable"))
    assert "units differ" in pages.movers_table(others, EN, button)
    assert "%" not in pages.movers_table(others.filter(pl.col("unit") != "%"), EN, button).split("<tbody>")[1]


@pytest.mark.parametrize(
    ("reports", "most", "expected"), [(0, 9, 0), (1, 9, 1), (9, 9, 5), (5, 10, 3), (1, 1000, 1)]
)
def test_shades_grow_with_the_number(reports: int, most: int, expected: int) -> None:
    assert overview.shade(reports, most) == expected


def test_the_evidence_of_a_figure_is_its_sentence_in_the_text(
    sample_home: Path, published: Published
) -> None:
    found = published.rows(
        "select report_id, metric, value from fact_metric where metric = 'dispute_mediated_count' "
        "and basis = 'stated_total' order by value desc limit 1"
    )[0]
    evidence = read_evidence(Home.at(sample_home), published, CellKey(found["report_id"], found["metric"]))
    passage, chosen = evidence.passage, evidence.explanation.chosen
    assert passage is not None and chosen is not None and passage.is_whole
    assert passage.sentence[slice(*passage.figure)] == chosen.text
    assert passage.before and passage.before not in passage.sentence
    page = evidence_panel(evidence, ZH, "")
    assert f"<mark>{words(passage.sentence[: passage.figure[0]])}" in page
    for told in (evidence.explanation.citation, chosen.rule, evidence.explanation.file):
        assert words(told) in page
    assert "href=\"https://example.org/" in page and 'rel="noopener noreferrer"' in page


def test_without_the_lake_the_published_sentences_stand_around(sample_home: Path, tmp_path: Path) -> None:
    alone = Home.at(shutil.copytree(sample_home, tmp_path / "alone", symlinks=True))
    shutil.rmtree(alone.lake)
    with open_published(alone) as published:
        statement = "select report_id, metric from fact_metric where observation_id is not null limit 1"
        row = published.rows(statement)[0]
        evidence = read_evidence(alone, published, CellKey(row["report_id"], row["metric"]))
    assert evidence.passage is not None and not evidence.passage.is_whole
    assert ZH("evidence_sentence_only") in evidence_panel(evidence, ZH, "")


def test_what_stands_around_a_sentence_is_masked() -> None:
    text = "　　全年调解纠纷２１件，联系电话：13800138000。\n按人统计：张小明调解12件、李大力调解9件。"
    masked = mask_document(text)
    assert len(masked) == len(text)
    assert "13800138000" not in masked and "张小明" not in masked and "调解纠纷２１件" in masked


def test_words_of_a_report_are_words_and_no_tags() -> None:
    page = table(HOSTILE, [HOSTILE], [f"<tr><td>{words(HOSTILE)}</td></tr>"])
    own = {"div", "table", "caption", "thead", "tr", "th", "tbody", "td"}
    assert {tag for tag, _ in Tags(page).found} == own
    answer = overview.answer_table(pl.DataFrame({HOSTILE: [HOSTILE]}), HOSTILE, 10)
    assert "<script" not in answer and "<img" not in answer


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("selec 1", "error_syntax"),
        ("select nothing from fact_disputes", "error_name"),
        ("from no_such_table", "error_name"),
        ("select * from read_csv('/etc/passwd')", "error_forbidden"),
        ("drop table fact_disputes", "error_forbidden"),
        ("set threads = 1", "error_forbidden"),
        ("select cast('many' as integer)", "error_value"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_words(
    sample_home: Path, statement: str, error: str
) -> None:
    answer = asking.ask(Home.at(sample_home), statement)
    assert (answer.frame, answer.error) == (None, error), answer.engine_words
    assert answer.told(ZH) != answer.told(EN)


def test_a_question_that_takes_too_long_is_stopped(sample_home: Path) -> None:
    endless = "select count(*) from range(100000000000) as a (x), range(1000) as b (y) where x * y = 7"
    answer = asking.ask(Home.at(sample_home), endless, seconds=0.5)
    assert answer.error == "error_timeout" and answer.seconds < 10


def test_years_of_an_answer_have_no_comma(sample_home: Path) -> None:
    answer = asking.ask(Home.at(sample_home), "select 2024 as year, 2024 as cases, 12345.5 as fine_amount;")
    assert answer.frame is not None
    page = overview.answer_table(answer.frame, "", 10)
    assert ">2024<" in page and ">2,024<" in page and ">12,345.5<" in page


def test_downloads_hold_the_same_rows_and_no_formula() -> None:
    rows = {"place": ["=1+1", "渤海镇"], "year": [2024, 2023], "value": [121.0, None], "l": [[1], []]}
    frame = pl.DataFrame(rows)
    content = csv_bytes(frame)
    assert content.startswith(b"\xef\xbb\xbf") and "渤海镇,2023,," in content.decode("utf-8-sig")
    book = workbook_bytes(frame, "figures", ["note"])
    assert book == workbook_bytes(frame, "figures", ["note"])
    sheet = openpyxl.load_workbook(BytesIO(book))["figures"]
    assert [cell.value for cell in sheet[2]] == ["=1+1", 2024, 121, "[1]"]
    assert sheet["A2"].data_type == "s"


def test_a_library_turns_to_the_version_that_is_current(own_home: Path) -> None:
    home = Home.at(own_home)
    library = Library(home)
    first = library.current()
    assert library.current() is first
    newer = home.versions / first.path.name.replace(f"{first.version:08d}", f"{first.version + 1:08d}")
    shutil.copy(first.path, newer)
    swap = home.root / "swap"
    swap.symlink_to(Path("versions") / newer.name)
    swap.replace(home.current)
    assert library.version() == first.version + 1
    assert library.current().version == first.version + 1


def test_before_anything_is_published_a_page_says_what_to_run(tmp_path: Path) -> None:
    desk = Desk(Home.at(tmp_path), Library(Home.at(tmp_path)), {}, "zh")
    published, trouble = desk.open()
    assert published is None and desk.library.version() is None
    for say in (ZH, EN):
        assert "make run" in trouble(say) and words(str(tmp_path)) in nothing_there(Home.at(tmp_path), say)


def ask_server(headers: list[tuple[bytes, bytes]], kind: str = "http") -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {}

    asyncio.run(at_home_only(application)({"type": kind, "headers": headers}, receive, send))
    return sent


@pytest.mark.parametrize(
    ("headers", "answered"),
    [
        ([(b"host", b"127.0.0.1:2718")], True),
        ([(b"host", b"localhost:2718"), (b"origin", b"http://localhost:2718")], True),
        ([(b"host", b"rebound.example:2718")], False),
        ([(b"host", b"127.0.0.1:2718"), (b"origin", b"https://elsewhere.example")], False),
        ([], False),
    ],
)
def test_the_server_answers_this_machine_alone(headers: list[tuple[bytes, bytes]], answered: bool) -> None:
    start = ask_server(headers)[0]
    assert start["status"] == (200 if answered else 403)
    assert (b"content-security-policy" in dict(start["headers"])) == answered
    if not answered:
        assert ask_server(headers, "websocket") == [{"type": "websocket.close", "code": 1008}]
