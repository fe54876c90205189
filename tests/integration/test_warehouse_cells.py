"""What fills a cell: each rule of the selection, from one line of a report to the value in the wide table."""

from __future__ import annotations

import pytest

from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from warehouse import Home, open_published
from warehouse.readers import Published

TOWN = "110116108000"

# (metric lines, what fact_metric says: value, basis, rule or reason, what the wide cell says)
CASES = {
    "one stated value": (["legal_adviser_count 3"], (3, "stated_total", "single_value"), 3),
    "a value said twice is one fact, not a sum": (
        ["legal_adviser_count 3", "legal_adviser_count 3 qualifier=more_than"],
        (3, "stated_total", "single_value"),
        3,
    ),
    "differing values leave the cell empty": (
        ["legal_adviser_count 3", "legal_adviser_count 4"],
        (None, None, "ambiguous"),
        None,
    ),
    "of differing values the one said to be a total wins": (
        ["legal_adviser_count 3", "legal_adviser_count 7 total=1"],
        (7, "stated_total", "said_to_be_total"),
        7,
    ),
    "two differing totals are ambiguous": (
        ["legal_adviser_count 9 total=1", "legal_adviser_count 7 total=1"],
        (None, None, "ambiguous"),
        None,
    ),
    "one part alone stands in fact_metric only": (
        ["legal_adviser_count 3 subset=校园"],
        (3, "single_part", "single_part"),
        None,
    ),
    "a part said twice is still one part": (
        ["legal_adviser_count 3 subset=校园", "legal_adviser_count 3 subset=校园"],
        (3, "single_part", "single_part"),
        None,
    ),
    "parts are never summed": (
        ["legal_adviser_count 3 subset=校园", "legal_adviser_count 4 subset=社区"],
        (None, None, "parts_only"),
        None,
    ),
    "a part does not rival its whole": (
        ["legal_adviser_count 9", "legal_adviser_count 4 of=legal_adviser_count"],
        (9, "stated_total", "single_value"),
        9,
    ),
    "half a year is part of the year, and no rival of it": (
        ["legality_review_count 58 from=this-01-01 to=this-06-30", "legality_review_count 103"],
        (103, "stated_total", "single_value"),
        103,
    ),
    "one month alone stands in fact_metric only": (
        ["legality_review_count 6 from=this-12-01 to=this-12-31"],
        (6, "single_part", "single_part"),
        None,
    ),
    "the first quarter alone as well": (
        ["legality_review_count 6 from=this-01-01 to=this-03-31"],
        (6, "single_part", "single_part"),
        None,
    ),
    "equal figures of two quarters are two parts": (
        [
            "legality_review_count 6 from=this-01-01 to=this-03-31",
            "legality_review_count 6 from=this-04-01 to=this-06-30",
        ],
        (None, None, "parts_only"),
        None,
    ),
    "a year up to October is the year's figure": (
        ["legality_review_count 58 from=this-01-01 to=this-10-31"],
        (58, "stated_total", "single_value"),
        58,
    ),
    "a state in June is the year's": (
        ["legal_adviser_count 3 from=this-06-01 to=this-06-30"],
        (3, "stated_total", "single_value"),
        3,
    ),
    "a part of another metric is a value of its own": (
        ["legal_adviser_count 4 of=public_lawyer_count"],
        (4, "stated_total", "single_value"),
        4,
    ),
    "none in words is nought": (
        ["legal_adviser_count 0 status=negated_zero"],
        (0, "stated_total", "single_value"),
        0,
    ),
    "a fraction of a count was misread": (["legal_adviser_count 2.5"], (None, None, "out_of_range"), None),
    "a number beyond all columns was misread": (
        ["legal_adviser_count 99999999999999999999999"],
        (None, None, "out_of_range"),
        None,
    ),
}
IGNORED = {
    "a target": "legal_adviser_count 3 status=target",
    "a norm": "legal_adviser_count 3 status=norm",
    "last year's": "legal_adviser_count 3 status=prior_year",
    "a sum since long ago": "legal_adviser_count 3 status=cumulative",
    "another body's": "legal_adviser_count 3 scope=other_body",
    "the subordinates'": "legal_adviser_count 3 scope=subordinates",
    "another year's": "legal_adviser_count 3 from=last-01-01 to=last-12-31",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """One build for all cases: each is the report of a year of its own."""
    folder, home = tmp_path_factory.mktemp("reports"), Home.at(tmp_path_factory.mktemp("home"))
    cases = {**{name: lines for name, (lines, _, _) in CASES.items()}, **{k: [v] for k, v in IGNORED.items()}}
    for number, lines in enumerate(cases.values()):
        year = 2000 + number
        moved = [line.replace("last-", f"{year - 1}-").replace("this-", f"{year}-") for line in lines]
        head = f"报告 {TOWN} {year} township_government 某镇人民政府"
        (folder / f"{year}.txt").write_text("\n".join([head, *moved, WORDS]), encoding="utf-8")
    run_once(home, folder, extract)
    return open_published(home)


@pytest.mark.parametrize(("name", "year"), [(name, 2000 + number) for number, name in enumerate(CASES)])
def test_a_cell_is_filled_by_its_rule(published: Published, name: str, year: int) -> None:
    (line, *_), (value, basis, rule), cell = CASES[name]
    metric = line.split()[0]
    (fact,) = published.rows("select * from fact_metric where year = ?", [year])
    assert (fact["value"], fact["basis"]) == (value, basis)
    assert rule in (fact["rule"], fact["missing_reason"])
    wide = published.rows(
        f"select {metric} as cell from fact_legality_review where year = ?", [year]
    )
    assert wide == [{"cell": cell}]


@pytest.mark.parametrize(("name", "year"), [(name, 2000 + len(CASES) + n) for n, name in enumerate(IGNORED)])
def test_what_was_not_achieved_here_this_year_fills_nothing(
    published: Published, name: str, year: int
) -> None:
    assert published.rows("select * from fact_metric where year = ?", [year]) == []
    reasons = published.rows(
        "select missing_reason from missing_value where year = ? and metric = 'legal_adviser_count'", [year]
    )
    assert reasons == [{"missing_reason": "not_mentioned"}]


def test_every_empty_cell_has_a_reason_and_every_filled_one_has_none(published: Published) -> None:
    (counts,) = published.rows(
        "select (select count(*) from report) * (select count(*) from dim_metric) as cells,"
        " (select count(*) from missing_value) as empty,"
        " (select count(*) from fact_metric where basis = 'stated_total') as filled"
    )
    assert counts["cells"] == counts["empty"] + counts["filled"]
    assert counts["filled"] == sum(basis == "stated_total" for _, (_, basis, _), _ in CASES.values())


def test_the_losers_of_a_cell_are_kept(published: Published) -> None:
    year = 2000 + list(CASES).index("of differing values the one said to be a total wins")
    roles = published.rows(
        "select e.role, o.value from fact_evidence e join observation o using (observation_id)"
        " join report r on r.report_id = e.report_id where r.report_year = ? order by e.role",
        [year],
    )
    assert roles == [{"role": "chosen", "value": 7.0}, {"role": "rival", "value": 3.0}]


def test_the_exact_one_of_equal_values_is_quoted(published: Published) -> None:
    year = 2000 + list(CASES).index("a value said twice is one fact, not a sum")
    (fact,) = published.rows("select * from fact_metric where year = ?", [year])
    assert (fact["qualifier"], fact["evidence_count"], fact["is_contested"]) == ("exact", 2, False)
