"""The comparisons that analysts start from: what compares with what, and what is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.places import load_places
from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from warehouse import Home, open_published
from warehouse.readers import Published
from warehouse.registry.metrics import load_breaks

COUNTY = "110116000000"
TOWNS = sorted(p.code for p in load_places().by_code.values() if p.parent == COUNTY)[:7]
TEN_MONTHS = "from={year}-01-01 to={year}-10-31"
RECONSIDERED = "administrative_reconsideration_received_count"


def reports() -> dict[tuple[str, int], list[str]]:
    """Seven towns in 2024, the first of them in other years, too, and their county."""
    found = {
        (code, 2024): [f"legal_adviser_count {number}", f"petition_case_count {10 * number}"]
        for number, code in enumerate(TOWNS, start=1)
    }
    found[TOWNS[6], 2024][1] += " " + TEN_MONTHS.format(year=2024)
    found[TOWNS[0], 2024] += [
        f"{RECONSIDERED} 8",
        "law_training_session_count 4",
        "law_training_session_count 5 status=prior_year from=2023-01-01 to=2023-12-31",
        "petition_case_count 12 status=prior_year from=2023-01-01 to=2023-12-31",
        f"{RECONSIDERED} 7 status=prior_year from=2023-01-01 to=2023-12-31",
        "mediator_count 3 status=prior_year from=2023-01-01 to=2023-12-31",
        "fine_amount 5 subset=城管 unit=元",
    ]
    found[TOWNS[0], 2023] = [
        "law_training_session_count 5",
        "petition_case_count 11",
        f"{RECONSIDERED} 7 qualifier=more_than",
        "legal_adviser_count 2 from=2023-01-01 to=2023-06-30",
        "fine_amount 9 unit=元",
    ]
    found[TOWNS[1], 2024].append(f"{RECONSIDERED} 4")
    found[TOWNS[1], 2023] = [f"{RECONSIDERED} 3"]
    found[TOWNS[0], 2022] = [f"{RECONSIDERED} 6"]
    found[TOWNS[0], 2025] = [f"{RECONSIDERED} 9"]
    found[COUNTY, 2024] = ["petition_case_count 300"]
    return found


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder, home = tmp_path_factory.mktemp("reports"), Home.at(tmp_path_factory.mktemp("home"))
    for (code, year), lines in reports().items():
        kind = "county_government" if code == COUNTY else "township_government"
        head = f"报告 {code} {year} {kind} 某{code}人民政府"
        (folder / f"{code}-{year}.txt").write_text("\n".join([head, *lines, WORDS]), encoding="utf-8")
    names = [load_places().by_code[code] for code in TOWNS[:2]]
    rows = [f"{place.name}人民政府,{place.code},,2024," for place in names]
    head = "issuer,jurisdiction_code,report_type,year,due_date"
    (folder / "roster.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    run_once(home, folder, extract)
    return open_published(home)


def one(published: Published, statement: str, *parameters: object) -> dict[str, Any]:
    (row,) = published.rows(statement, list(parameters))
    return row


def test_a_percentile_counts_the_peers_below_and_half_of_the_equal_ones(published: Published) -> None:
    rows = published.rows(
        "select jurisdiction_code, percentile, peer_count, median_value from mart_peer_percentile"
        " where metric = 'legal_adviser_count' order by jurisdiction_code"
    )
    assert [row["percentile"] for row in rows] == [0.0, 16.67, 33.33, 50.0, 66.67, 83.33, 100.0]
    assert {(row["peer_count"], row["median_value"]) for row in rows} == {(6, 4.0)}


def test_only_the_same_months_are_peers_and_fewer_than_five_are_none(published: Published) -> None:
    rows = published.rows("select * from mart_peer_percentile where metric = 'petition_case_count'")
    assert len(rows) == 6, "the half year has no peers, and the county none of its level"
    assert {row["peer_count"] for row in rows} == {5}
    assert published.rows("select * from mart_peer_percentile where metric = 'fine_amount'") == []


@pytest.mark.parametrize(
    ("metric", "year", "comparability"),
    [
        ("law_training_session_count", 2024, "comparable"),
        ("legal_adviser_count", 2024, "months_differ"),
        ("fine_amount", 2024, "basis_differs"),
        (RECONSIDERED, 2023, "not_exact"),
        (RECONSIDERED, 2025, "comparable"),
    ],
)
def test_two_years_compare_where_both_measure_the_same(
    published: Published, metric: str, year: int, comparability: str
) -> None:
    row = one(
        published,
        "select * from mart_year_on_year where metric = ? and year = ? and jurisdiction_code = ?",
        metric,
        year,
        TOWNS[0],
    )
    assert (row["comparability"], row["is_comparable"]) == (comparability, comparability == "comparable")


def test_a_law_that_changed_between_two_years_breaks_the_comparison(published: Published) -> None:
    row = one(
        published,
        "select comparability, break_date from mart_year_on_year where metric = ? and jurisdiction_code = ?",
        RECONSIDERED,
        TOWNS[1],
    )
    assert row == {"comparability": "break_in_meaning", "break_date": date(2024, 1, 1)}


def test_the_sum_of_the_towns_stands_beside_the_figure_of_the_county(published: Published) -> None:
    row = one(
        published,
        "select * from mart_rollup where parent_code = ? and year = 2024 and metric = 'petition_case_count'",
        COUNTY,
    )
    assert (row["value"], row["reporting_count"], row["own_value"], row["gap"]) == (280.0, 7, 300.0, 20.0)
    assert row["full_year_count"] == 6
    assert row["expected_count"] == 2
    unknown = one(
        published,
        "select expected_count from mart_rollup"
        " where parent_code = ? and year = 2023 and metric = 'fine_amount'",
        COUNTY,
    )
    assert unknown == {"expected_count": None}, "the roster says nothing of that year"


def test_a_rate_is_never_rolled_up(published: Published) -> None:
    added = (
        "select distinct r.metric from mart_rollup r join dim_metric m using (metric) where not m.is_additive"
    )
    assert published.rows(added) == []


def test_what_is_said_of_last_year_is_held_against_last_years_report(published: Published) -> None:
    rows = published.rows("select metric, value, restated_value, difference, outcome from mart_restatement")
    found = {row["metric"]: tuple(row.values())[1:] for row in rows}
    assert found == {
        "law_training_session_count": (5.0, 5.0, 0.0, "same"),
        "petition_case_count": (11.0, 12.0, 1.0, "restated"),
        RECONSIDERED: (7.0, 7.0, 0.0, "same"),
        "mediator_count": (None, 3.0, None, "not_stated_then"),
    }


def test_every_break_names_a_law_its_day_and_what_changed_in_both_languages() -> None:
    assert len(load_breaks()) > 10
    for known in load_breaks():
        assert "《" in known.law
        assert " · " in known.note
        assert known.break_date.year >= 2019
