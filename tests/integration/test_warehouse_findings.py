"""Where sources contradict themselves: found, told, never repaired, and not claimed where they do not."""

from __future__ import annotations

import pytest

from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from warehouse import Home, open_published
from warehouse.readers import Published

TOWN = "110116108000"
TOTAL, SUCCESS, RATE = (
    "dispute_mediated_count",
    "dispute_mediated_success_count",
    "dispute_mediation_success_rate",
)

# The lines of one report each, and what is found in it.
CASES: dict[str, tuple[list[str], list[str]]] = {
    "more successes than cases": ([f"{TOTAL} 10", f"{SUCCESS} 12"], ["part_above_whole"]),
    "as many successes as cases": ([f"{TOTAL} 10", f"{SUCCESS} 10"], []),
    "successes of an unknown whole": ([f"{SUCCESS} 12"], []),
    "a whole that is said to be more": ([f"{TOTAL} 10 qualifier=more_than", f"{SUCCESS} 12"], []),
    "a whole that is a part of something else": ([f"{TOTAL} 10 of=petition_case_count", f"{SUCCESS} 12"], []),
    "a rate that follows": ([f"{TOTAL} 123", f"{SUCCESS} 100", f"{RATE} 81.3 unit=%"], []),
    "a rate that does not follow": (
        [f"{TOTAL} 123", f"{SUCCESS} 100", f"{RATE} 82.3 unit=%"],
        ["rate_is_not_the_ratio"],
    ),
    "a rate printed without decimals": ([f"{TOTAL} 123", f"{SUCCESS} 100", f"{RATE} 81 unit=%"], []),
    "a rate of nothing": ([f"{TOTAL} 0", f"{SUCCESS} 0", f"{RATE} 100 unit=%"], []),
    "parts that make the whole": (
        ["simplified_penalty_count 3", "ordinary_penalty_count 4", "administrative_penalty_count 7"],
        [],
    ),
    "parts that do not make the whole": (
        ["simplified_penalty_count 3", "ordinary_penalty_count 4", "administrative_penalty_count 8"],
        ["parts_are_not_the_whole"],
    ),
    "differing values": (["fine_amount 1 unit=元", "fine_amount 2 unit=元"], ["differing_values"]),
    "a number that no column can hold": (
        [f"fine_amount {'9' * 30} unit=元"],
        ["value_out_of_range"],
    ),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder, home = tmp_path_factory.mktemp("reports"), Home.at(tmp_path_factory.mktemp("home"))
    for number, (lines, _) in enumerate(CASES.values()):
        head = f"报告 {TOWN} {2000 + number} township_government 某镇人民政府"
        (folder / f"{number}.txt").write_text("\n".join([head, *lines, WORDS]), encoding="utf-8")
    torn = f"报告 {TOWN} 1999 township_government 某镇人民政府 conflict=1"
    counted = ["- 5 subset=流动图书车 unit=辆", "- 6 subset=流动图书车 unit=辆", "- 1 subset=别的 unit=个"]
    (folder / "torn.txt").write_text(
        "\n".join([torn, *counted, "fine_amount 1 unit=元", WORDS]), encoding="utf-8"
    )
    (folder / "manifest.csv").write_text("file,declared_code\ntorn.txt,350105001000\n", encoding="utf-8")
    run_once(home, folder, extract)
    return open_published(home)


@pytest.mark.parametrize(("number", "name"), list(enumerate(CASES)), ids=list(CASES))
def test_what_is_found_in_a_report(published: Published, number: int, name: str) -> None:
    found = published.rows(
        "select finding from quality_finding join report using (report_id) where report_year = ?",
        [2000 + number],
    )
    assert [row["finding"] for row in found] == CASES[name][1]


def test_a_contradiction_about_year_and_place_is_told_and_the_text_is_followed(published: Published) -> None:
    found = published.rows(
        "select finding, jurisdiction_code from quality_finding join report using (report_id)"
        " where report_year = 1999 order by finding"
    )
    assert found == [
        {"finding": "declared_code_differs", "jurisdiction_code": TOWN},
        {"finding": "years_contradict", "jurisdiction_code": TOWN},
    ]


def test_what_the_catalogue_does_not_know_is_ranked_by_how_often_it_recurs(published: Published) -> None:
    rows = published.rows("select counted, unit, observation_count, report_count from unmapped")
    assert rows == [
        {"counted": "流动图书车", "unit": "辆", "observation_count": 2, "report_count": 1},
        {"counted": "别的", "unit": "个", "observation_count": 1, "report_count": 1},
    ]


def test_values_stay_as_they_were_published(published: Published) -> None:
    rows = published.rows(
        f"select {TOTAL} as total, {SUCCESS} as success from fact_disputes where year = 2000"
    )
    assert rows == [{"total": 10, "success": 12}]
