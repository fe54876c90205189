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


def test_differing_figures_and_parts_end_as_the_rules_say(published: Published) -> None:
    events = published.rows(
        "select value, missing_reason from fact_metric"
        " where jurisdiction_code = '350105001000' and metric = 'legal_publicity_event_count'"
    )
    assert events == [{"value": None, "missing_reason": "ambiguous"}]
    lectures = published.rows(
        "select value, missing_reason from fact_metric"
        " where jurisdiction_code = '140581001000' and metric = 'legal_publicity_lecture_count'"
    )
    assert lectures == [{"value": None, "missing_reason": "parts_only"}]


def test_slogans_of_the_villages_do_not_rival_those_of_the_street(published: Published) -> None:
    fact = "select value, rule, qualifier from fact_metric where jurisdiction_code = '350105001000'"
    banners = published.rows(f"{fact} and metric = 'legal_publicity_banner_count'")
    assert banners == [{"value": 15.0, "rule": "single_value", "qualifier": "more_than"}]
    others = published.rows(
        "select o.value, o.scope from observation o join report r using (report_id)"
        " where r.jurisdiction_code = '350105001000' and o.metric = 'legal_publicity_banner_count'"
        " and o.scope <> 'own'"
    )
    assert others == [{"value": 55.0, "scope": "subordinates"}]


def test_a_fine_is_explained_to_the_character(home: Home, shared_dir: Path) -> None:
    found = explain(home, "渤海镇", 2024, "fine_amount")
    assert found.chosen is not None
    text = (shared_dir / "reports" / found.file).read_text(encoding="utf-8")
    assert text[found.chosen.start : found.chosen.end] == "69295"
    assert (found.qualifier, found.value) == ("more_than", 69295)
