"""Reports of different families side by side, and years that only a file name tells."""

from __future__ import annotations

import pytest

from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from warehouse import Home, open_published
from warehouse.readers import Published

TOWN = "110116108000"
OTHER = "350105001000"
FILES = {
    "law.txt": [f"报告 {TOWN} 2023 township_government 某镇人民政府", "administrative_penalty_count 4"],
    "figures.txt": [
        f"报告 {TOWN} 2023 township_government 某镇人民政府 type=enforcement",
        "administrative_penalty_count 9",
    ],
    "open.txt": [
        f"报告 {TOWN} 2023 township_government 某镇人民政府 type=disclosure_annual",
        "administrative_penalty_count 1",
    ],
    # the text tells no year
    "street-2021.txt": [f"报告 {OTHER} 0 street_office 某街道办事处", "legal_adviser_count 2"],
    "2022-03-19.txt": [f"报告 {OTHER} 0 street_office 某街道办事处", "legal_adviser_count 5"],
    "a 2019 and 2020.txt": [f"报告 {OTHER} 0 street_office 某街道办事处", "legal_adviser_count 6"],
    "late.txt": [
        f"报告 {OTHER} 2017 street_office 某街道办事处 date=2019-04-11",
        "legal_adviser_count 7",
    ],
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder, home = tmp_path_factory.mktemp("reports"), Home.at(tmp_path_factory.mktemp("home"))
    for name, lines in FILES.items():
        (folder / name).write_text("\n".join([*lines, WORDS]), encoding="utf-8")
    run_once(home, folder, extractor=extract)
    return open_published(home)


def test_each_family_fills_a_cell_of_its_own(published: Published) -> None:
    rows = published.rows(
        "select report_type, value, is_contested from fact_metric"
        f" where jurisdiction_code = '{TOWN}' and metric = 'administrative_penalty_count' order by value"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("disclosure_annual", 1.0, False),
        ("rule_of_law", 4.0, False),
        ("enforcement", 9.0, False),
    ]


def test_reports_of_different_families_are_no_editions_of_each_other(published: Published) -> None:
    rows = published.rows(
        f"select edition, is_current, edition_rule from report where jurisdiction_code = '{TOWN}'"
    )
    assert [tuple(row.values()) for row in rows] == [(1, True, "only_edition")] * 3


def test_the_marts_compare_reports_on_the_rule_of_law_alone(published: Published) -> None:
    rows = published.rows(
        f"select administrative_penalty_count from mart_jurisdiction_year where jurisdiction_code = '{TOWN}'"
    )
    assert [tuple(row.values()) for row in rows] == [(4,)]


YEARS = [
    ("street-2021.txt", 2021, "usable", "file_name:2021"),
    ("2022-03-19.txt", None, "no_year", None),
    ("a 2019 and 2020.txt", None, "no_year", None),
    ("late.txt", 2017, "usable", None),
]


@pytest.mark.parametrize(("file", "year", "state", "evidence"), YEARS)
def test_a_file_name_speaks_last_and_only_where_it_is_plain(
    published: Published, file: str, year: int | None, state: str, evidence: str | None
) -> None:
    (row,) = published.rows(
        "select r.report_year, r.state, r.year_evidence from report as r"
        " join document as d using (document_id) where d.file = ?",
        [file],
    )
    assert (row["report_year"], row["state"]) == (year, state)
    assert (evidence or "") in row["year_evidence"]
    assert ("file_name" in row["year_evidence"]) == (evidence is not None)


def test_what_is_odd_about_a_year_is_a_finding(published: Published) -> None:
    rows = published.rows(
        "select d.file, q.finding, q.observed from quality_finding as q join report using (report_id)"
        " join document as d using (document_id) order by 1"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("late.txt", "published_years_late", 2019.0),
        ("street-2021.txt", "year_from_file_name", 2021.0),
    ]
