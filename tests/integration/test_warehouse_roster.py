"""Who should have reported: from a roster to states, rates and the list of ``fazhi status``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from tests.integration.conftest import Ended
from warehouse import Home, open_published
from warehouse.errors import WrongArguments
from warehouse.expected import reporting_below
from warehouse.readers import Published
from warehouse.runs import open_run
from warehouse.steps import ingest_documents

COUNTY = "110116000000"
BOHAI, HUAIBEI, LIULI, QIAOZI = "110116108000", "110116103000", "110116110000", "110116107000"
OPEN = "110116109000"
ROSTER = f"""\
issuer,jurisdiction_code,year,due_date,report_type
渤海镇人民政府,{BOHAI},2023,2024-03-31,
怀北镇人民政府,{HUAIBEI},2023,,
琉璃庙镇人民政府,{LIULI},2023,2024-03-31,
桥梓镇人民政府,{QIAOZI},2023,2024-03-31,
北京市怀柔区九渡河镇人民政府,,2023,2024-03-31,
怀柔区水务局,{COUNTY},2023,2024-03-31,
怀柔区水务局,{COUNTY},2023,2024-01-31,enforcement
城关镇,,2023,,
坏行,,二〇二三,,
渤海镇人民政府,{BOHAI},2022,2023-03-31,
"""
FILES = {
    "on-time.txt": f"报告 {BOHAI} 2023 township_government 渤海镇人民政府 date=2024-03-31",
    "late.txt": f"报告 {HUAIBEI} 2023 township_government 怀北镇人民政府 date=2024-04-02",
    "month.txt": f"报告 {LIULI} 2023 township_government 琉璃庙镇人民政府 date=2024-03",
    "undated.txt": f"报告 {OPEN} 2023 township_government 九渡河镇人民政府",
    "bureau.txt": f"报告 {COUNTY} 2023 department 北京市怀柔区水务局 date=2024-05",
    "not-asked-for.txt": f"报告 {COUNTY} 2021 county_government 怀柔区人民政府 date=2022-01-05",
    "qiaozi-2023.txt": "一篇范文",
}
STATES = [
    ("渤海镇人民政府", "rule_of_law", 2023, "on_time", None),
    ("怀北镇人民政府", "rule_of_law", 2023, "late", 2),
    ("琉璃庙镇人民政府", "rule_of_law", 2023, "on_time", None),
    ("桥梓镇人民政府", "rule_of_law", 2023, "refused", None),
    ("北京市怀柔区九渡河镇人民政府", "rule_of_law", 2023, "undated", None),
    ("怀柔区水务局", "rule_of_law", 2023, "late", 31),
    ("怀柔区水务局", "enforcement", 2023, "missing", None),
    ("城关镇", "rule_of_law", 2023, "unresolved", None),
    ("渤海镇人民政府", "rule_of_law", 2022, "missing", None),
]


def _fill(folder: Path) -> Path:
    for name, head in FILES.items():
        (folder / name).write_text(f"{head}\nlegal_adviser_count 3\n{WORDS}", encoding="utf-8")
    (folder / "manifest.csv").write_text(f"file,declared_code\nqiaozi-2023.txt,{QIAOZI}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder, home = _fill(tmp_path_factory.mktemp("reports")), Home.at(tmp_path_factory.mktemp("home"))
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    run_once(home, folder, extractor=extract)
    return home


@pytest.fixture(scope="module")
def published(home: Home) -> Published:
    return open_published(home)


@pytest.mark.parametrize(("issuer", "family", "year", "state", "days"), STATES)
def test_each_entry_of_the_roster_ends_in_a_state(
    published: Published, issuer: str, family: str, year: int, state: str, days: int | None
) -> None:
    (row,) = published.rows(
        "select state, days_late from expected_report where (issuer_name, report_type, year) = (?, ?, ?)",
        [issuer, family, year],
    )
    assert (row["state"], row["days_late"]) == (state, days)


def test_the_roster_is_no_document_and_its_bad_row_is_told(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    folder = _fill(tmp_path / "reports")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    with open_run(Home.at(tmp_path / "home"), folder) as run:
        result = ingest_documents(run)
    assert result.new == len(FILES)
    assert [note for note in result.notes if note.startswith("roster")] == [
        "roster.csv line 10: year '二〇二三' is no year such as 2024, left out"
    ]


def test_a_refused_paper_is_named_with_its_reason(published: Published) -> None:
    (row,) = published.rows("select reason from expected_report where state = 'refused'")
    assert row["reason"].startswith("qiaozi-2023.txt: ")


def test_where_the_roster_gives_no_day_the_family_of_reports_does(published: Published) -> None:
    (row,) = published.rows(
        "select due_date, due_rule from expected_report where issuer_name = '怀北镇人民政府'"
    )
    assert (str(row["due_date"]), row["due_rule"]) == ("2024-03-31", "family")


def test_rates_stand_for_every_place_above_by_level(published: Published) -> None:
    rows = published.rows(
        "select * exclude (parent_code) from mart_reporting_rate"
        f" where parent_code = '{COUNTY}' and year = 2023 and report_type = 'rule_of_law'"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("township", "rule_of_law", 2023, 5, 4, 4, 2, 1, 0, 1, 80.0)
    ]


def test_without_a_roster_the_rate_is_empty_and_what_came_is_counted(published: Published) -> None:
    rows = published.rows(
        "select level, expected_count, reported_count, on_time_count, reporting_rate"
        " from mart_reporting_rate where year = 2021"
    )
    assert [tuple(row.values()) for row in rows] == [("county", None, 1, None, None)]


def test_the_list_of_a_place_and_year_begins_with_what_is_missing(published: Published) -> None:
    reporting = reporting_below(published, COUNTY, 2023)
    assert reporting.has_roster
    assert reporting.rows["state"].to_list() == [
        "missing",
        "refused",
        "late",
        "late",
        "undated",
        "on_time",
        "on_time",
    ]


def test_without_a_roster_of_the_year_the_list_says_so(published: Published) -> None:
    reporting = reporting_below(published, COUNTY, 2021)
    assert not reporting.has_roster
    assert reporting.rows.select("state", "issuer_name").rows() == [("reported", "怀柔区人民政府")]


def test_a_place_that_is_none_is_refused(published: Published) -> None:
    with pytest.raises(WrongArguments, match="999999999999"):
        reporting_below(published, "999999999999", 2023)


def test_the_last_roster_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    (tmp_path / "reports").mkdir()
    folder = _fill(tmp_path / "reports")
    counts = []
    for roster in (ROSTER, "issuer,year\n", "issuer,year\n渤海镇人民政府,2023\n", None):
        if roster is None:
            (folder / "roster.csv").unlink()
        else:
            (folder / "roster.csv").write_text(roster, encoding="utf-8")
        run_once(home, folder, extractor=extract)
        with open_published(home) as published:
            counts.append(published.rows("select count(*) as n from expected_report")[0]["n"])
    assert counts == [9, 0, 1, 1]


def test_a_roster_may_lie_in_the_home(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    run_once(home, _fill(tmp_path / "reports"), extractor=extract)
    with open_published(home) as published:
        assert published.rows("select count(*) as n from expected_report") == [{"n": 9}]


def test_status_lists_in_every_form(home: Home, fazhi: Callable[..., Ended]) -> None:
    asked = ("status", "--parent", COUNTY, "--year", "2023", "--home", home.root)
    as_json = json.loads(fazhi(*asked, "--format", "json").out)
    as_csv = list(csv.DictReader(io.StringIO(fazhi(*asked, "--format", "csv").out)))
    assert [row["state"] for row in as_json] == [row["state"] for row in as_csv]
    assert as_json[0]["issuer_name"] == "怀柔区水务局"
    table = fazhi(*asked)
    assert table.code == 0
    assert "qiaozi-2023.txt" in table.out
    assert "1 missing" in table.err


def test_status_says_that_there_is_no_roster(home: Home, fazhi: Callable[..., Ended]) -> None:
    ended = fazhi("status", "--parent", COUNTY, "--year", "2021", "--home", home.root)
    assert ended.code == 0
    assert "怀柔区人民政府" in ended.out
    assert "no roster" in ended.err
