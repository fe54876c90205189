"""Codes that come and go: a report of a town that is gone, its place in the tables, the bridge."""

from __future__ import annotations

import pytest

from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from warehouse import Home, open_published
from warehouse.readers import Published

GONE, RENAMED_COUNTY = "513435208000", "411023000000"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder, home = tmp_path_factory.mktemp("reports"), Home.at(tmp_path_factory.mktemp("home"))
    text = f"报告 {GONE} 2019 township_government 阿嘎乡人民政府\nadministrative_penalty_count 3\n{WORDS}"
    (folder / "gone.txt").write_text(text, encoding="utf-8")
    run_once(home, folder, extractor=extract)
    return open_published(home)


def test_a_report_of_a_town_that_is_gone_keeps_its_code_with_its_scheme(published: Published) -> None:
    rows = published.rows("select state, jurisdiction_code, code_scheme from report")
    assert [tuple(row.values()) for row in rows] == [("usable", GONE, "nbs2019")]
    (cell,) = published.rows(
        "select administrative_penalty_count as n, county_code from mart_jurisdiction_year"
    )
    assert (cell["n"], cell["county_code"]) == (3, "513435000000")


def test_every_code_of_any_list_stands_once_in_the_places(published: Published) -> None:
    (row,) = published.rows(
        "select (select count(*) from dim_jurisdiction) as places,"
        " (select count(distinct jurisdiction_code) from dim_jurisdiction_version) as codes,"
        " (select count(*) from dim_jurisdiction_version where is_in_force) as now,"
        " (select count(*) from dim_jurisdiction where code_scheme = 'nbs2023') as current"
    )
    assert row["places"] == row["codes"] > row["now"] == row["current"] == 44690


def test_every_code_of_today_leads_to_itself(published: Published) -> None:
    (row,) = published.rows(
        "select count(*) as n, bool_and(new_code = old_code and confidence = 1) as same"
        " from bridge_jurisdiction where rule = 'unchanged'"
    )
    assert (row["n"], row["same"]) == (44690, True)


def test_a_county_that_was_upgraded_leads_to_its_successor(published: Published) -> None:
    rows = published.rows(
        "select new_name, rule from bridge_jurisdiction where old_code = ?", [RENAMED_COUNTY]
    )
    assert [tuple(row.values()) for row in rows] == [("建安区", "same_children")]


def test_no_bridge_leads_out_of_its_province(published: Published) -> None:
    rows = published.rows("select * from bridge_jurisdiction where left(old_code, 2) <> left(new_code, 2)")
    assert rows == []
