"""The five real reports through the real extractor: figures that can be looked up in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driver import run_once
from warehouse import Home, explain, open_published
from warehouse.readers import Published


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> Home:
    home = Home.at(tmp_path_factory.mktemp("real"))
    run_once(home, shared_dir / "reports")
    return home


@pytest.fixture
def published(home: Home) -> Published:
    return open_published(home)


@pytest.mark.parametrize(
    ("table", "metric", "code", "year", "value"),
    [
        ("fact_disputes", "dispute_mediated_count", "110116108000", 2024, 121),
        ("fact_disputes", "dispute_mediated_count", "350105001000", 2024, 811),
        ("fact_enforcement", "fine_amount", "110116108000", 2024, 69295),
    ],
)
def test_a_figure_of_a_report_is_in_its_cell(
    published: Published, table: str, metric: str, code: str, year: int, value: int
) -> None:
    rows = published.rows(
        f"select {metric} as cell from {table} where jurisdiction_code = ? and year = ?", [code, year]
    )
    assert [int(row["cell"]) for row in rows] == [value]


def test_five_places_are_settled_and_no_check_that_stops_has_failed(published: Published) -> None:
    assert published.rows("select distinct state from report") == [{"state": "usable"}]
    assert len(published.rows("select * from report where is_current")) == 5


def test_no_figure_of_a_plan_is_a_fact(published: Published) -> None:
    planned = published.rows(
        "select f.metric from fact_metric f join observation o using (observation_id)"
        " where o.status in ('target', 'norm') or o.sentence like '%不少于4次%'"
    )
    assert planned == []


def test_the_one_contradiction_is_the_year_in_the_heading_of_a_report(published: Published) -> None:
    # 题为2025年，第一部分标题写2024年: it stands so in the source.
    found = published.rows(
        "select finding, jurisdiction_code, contains(detail, 'heading:2024') as is_of_heading"
        " from quality_finding join report using (report_id)"
    )
    assert [tuple(row.values()) for row in found] == [("years_contradict", "140581001000", True)]


STREET, TOWN = "350105001000", "140581001000"
# place, metric, what each number said of it plays, the value of the cell, why it is empty
CELLS = {
    "of 524 events in the villages and 50 of the street neither is said to be the total": (
        STREET,
        "legal_publicity_event_count",
        {(524, "candidate"), (50, "candidate"), (150, "part"), (45, "part"), (50, "part")},
        None,
        "ambiguous",
    ),
    "55 slogans are the villages', so the street's own 15 fill the cell": (
        STREET,
        "legal_publicity_banner_count",
        {(15, "chosen")},
        15,
        None,
    ),
    "lectures of 5, 30 and 5 are parts, and parts are never summed": (
        TOWN,
        "legal_publicity_lecture_count",
        [(5, "part"), (5, "part"), (30, "part")],
        None,
        "parts_only",
    ),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_ends_as_the_rules_say_with_its_reason(published: Published, name: str) -> None:
    place, metric, played, value, reason = CELLS[name]
    roles = published.rows(
        "select o.value, e.role from fact_evidence e join observation o using (observation_id)"
        " join report r on r.report_id = e.report_id where r.jurisdiction_code = ? and e.metric = ?",
        [place, metric],
    )
    assert sorted((row["value"], row["role"]) for row in roles) == sorted(played)
    fact = published.rows(
        "select value, missing_reason from fact_metric where jurisdiction_code = ? and metric = ?",
        [place, metric],
    )
    assert fact == [{"value": value, "missing_reason": reason}]
    cell = published.rows(f"select {metric} as cell from fact_publicity where jurisdiction_code = ?", [place])
    assert cell == [{"cell": value}]
    empty = published.rows(
        "select missing_reason from missing_value where jurisdiction_code = ? and metric = ?", [place, metric]
    )
    assert empty == ([{"missing_reason": reason}] if reason else [])


def test_slogans_of_the_villages_are_kept_as_theirs(published: Published) -> None:
    others = published.rows(
        "select o.value, o.scope from observation o join report r using (report_id)"
        " where r.jurisdiction_code = ? and o.metric = 'legal_publicity_banner_count' and o.scope <> 'own'",
        [STREET],
    )
    assert others == [{"value": 55.0, "scope": "subordinates"}]


def test_a_fine_is_explained_to_the_character(home: Home, shared_dir: Path) -> None:
    found = explain(home, "渤海镇", 2024, "fine_amount")
    assert found.chosen is not None
    text = (shared_dir / "reports" / found.file).read_text(encoding="utf-8")
    assert text[found.chosen.start : found.chosen.end] == "69295"
    assert (found.qualifier, found.value) == ("more_than", 69295)
