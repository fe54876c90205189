"""Expectation suites: what is promised of each table, what breaks it, and which rows are looked at at all."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.publishing import make_template, outcomes_of
from warehouse.audit import CheckOutcome
from warehouse.build import open_build_and_base
from warehouse.home import Home
from warehouse.publish import publish_build
from warehouse.quality import Suites, asking
from warehouse.quality.batches import batches, changed_years
from warehouse.quality.suites import TYPES, apart, expectations_of
from warehouse.registry import TABLES
from warehouse.runs import Run, open_run

ORDER = ("match_ordered_list", "not_be_null", "of_types", "be_between", "be_in_set", "to_be_unique")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="module")
def engine() -> Iterator[Executor]:
    """One engine for all tests here: it takes seconds to import."""
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
def suite(template: Path, tmp_path: Path, engine: Executor) -> Callable[..., CheckOutcome]:
    """Change a build, and ask the suite of one of its tables."""

    def ask(table: str, *statements: str) -> CheckOutcome:
        with open_run(Home.at(tmp_path / "home")) as run:
            change(run, template, *statements)
            return Suites(run, engine).outcome(table)

    return ask


def change(run: Run, template: Path, *statements: str) -> None:
    shutil.copy(template, run.build_path)
    with duckdb.connect(run.build_path) as connection:
        for statement in statements:
            connection.execute(statement)


def publish(home: Home, template: Path, *statements: str, **told: Any) -> None:
    with open_run(home) as run:
        change(run, template, *statements)
        outcome = CheckOutcome("expectations", "fact_metric", "abort", "pass", 1, 0)
        publish_build(run, [*outcomes_of(run), replace(outcome, **told)])


@pytest.mark.parametrize("name", TABLES)
def test_every_published_table_has_a_suite_completeness_first_uniqueness_last(name: str) -> None:
    suite = expectations_of(TABLES[name])
    places = [next(i for i, word in enumerate(ORDER) if word in item.kind) for item in suite]
    assert places == sorted(places)
    assert set(places) >= {0, 1, 2, 5}
    promised = {c.name for c in TABLES[name].columns if not c.is_nullable}
    assert {column for item in suite if "not_be_null" in item.kind for column in item.columns} == promised


def test_an_expectation_of_several_columns_comes_apart_into_the_librarys_own() -> None:
    table = TABLES["fact_disputes"]
    ranges = [e for e in expectations_of(table) if e.kind == "expect_cells_to_be_between"]
    singles = [single for several in ranges for single in apart(several)]
    assert {single.kind for single in singles} == {"expect_column_values_to_be_between"}
    bounded = {c.name: (c.minimum, c.maximum) for c in table.columns if c.minimum is not None}
    told = {s.columns[0]: (s.arguments["min_value"], s.arguments["max_value"]) for s in singles}
    assert told.items() <= bounded.items() and len(told) > 2


BROKEN = [
    ("a column more", "alter table fact_metric add column odd integer", "has exactly its"),
    (
        "an empty cell",
        "alter table fact_metric alter metric drop not null; update fact_metric set metric = null"
        " where metric = (select min(metric) from fact_metric)",
        "metric: never empty",
    ),
    (
        "another type",
        "alter table fact_metric alter unit type integer using 7",
        "values of the types",
    ),
    ("beyond its range", "update fact_metric set year = 99999", "year: between"),
    ("none of its set", "update fact_metric set status = 'odd'", "one of"),
    ("a copy", "insert into fact_metric from fact_metric limit 1", "no two rows share"),
]


@pytest.mark.parametrize(("statement", "says"), [case[1:] for case in BROKEN], ids=[c[0] for c in BROKEN])
def test_what_the_registry_promises_is_missed_where_it_is_broken(
    suite: Callable[..., CheckOutcome], statement: str, says: str
) -> None:
    outcome = suite("fact_metric", *statement.split("; "))
    assert outcome.outcome == "fail"
    assert outcome.stops_publication
    assert any(says in row["expectation"] for row in outcome.sample), outcome.sample


def test_what_keeps_its_promises_passes_and_no_rows_are_not_evaluated(
    suite: Callable[..., CheckOutcome],
) -> None:
    kept = suite("fact_metric")
    assert (kept.outcome, kept.failed, kept.sample) == ("pass", 0, [])
    assert kept.evaluated > 0
    empty = suite("fact_metric", "delete from fact_metric")
    assert (empty.outcome, empty.evaluated) == ("not_evaluated", 0)


def test_a_sample_names_the_rows_by_their_key_and_shows_no_other_cell(
    suite: Callable[..., CheckOutcome],
) -> None:
    outcome = suite("observation", "update observation set confidence = 7")
    assert outcome.outcome == "fail"
    assert set(outcome.sample[0]) == {"expectation", "observation_id"}
    assert outcome.sample[0]["expectation"].startswith("confidence: between")
    assert outcome.failed == outcome.evaluated


def test_only_years_that_changed_are_looked_at_in_batches(template: Path, tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    more = "insert into missing_value select * replace (2023 as year) from missing_value where year = 2024"
    publish(home, template, more)
    with open_run(home) as run:
        change(run, template, more, "update missing_value set metric = upper(metric) where year = 2023")
        with open_build_and_base(run) as connection:
            table = TABLES["missing_value"]
            changed = changed_years(connection, table)
            pieces = list(batches(connection, table, changed, size=50))
            untouched = changed_years(connection, TABLES["fact_metric"])
            other = changed_years(connection, TABLES["dim_metric"])
    assert (changed.years, changed.is_all) == ((2023,), False)
    assert {year for piece in pieces for year in piece["year"].to_pylist()} == {2023}
    assert max(piece.num_rows for piece in pieces) <= 50 < sum(piece.num_rows for piece in pieces)
    assert (untouched.years, other.years) == ((), ())


def test_a_table_without_a_year_takes_it_from_its_reports_or_is_one_piece(
    template: Path, tmp_path: Path
) -> None:
    home = Home.at(tmp_path / "home")
    publish(home, template)
    with open_run(home) as run:
        change(run, template, "update observation set confidence = 0.5", "update dim_metric set tier = 9")
        with open_build_and_base(run) as connection:
            found = {n: changed_years(connection, TABLES[n]).years for n in ("observation", "dim_metric")}
    assert found == {"observation": (2024,), "dim_metric": (None,)}


@pytest.mark.parametrize(
    ("before", "outcome"), [("pass", "not_evaluated"), ("fail", "pass")], ids=["passed", "was let pass"]
)
def test_rows_that_stay_are_looked_at_again_only_if_they_failed(
    template: Path, tmp_path: Path, engine: Executor, before: str, outcome: str
) -> None:
    home = Home.at(tmp_path / "home")
    publish(home, template, outcome=before, severity="warn")
    with open_run(home) as run:
        change(run, template)
        assert Suites(run, engine).outcome("fact_metric").outcome == outcome


def test_types_are_asked_of_every_column() -> None:
    for table in TABLES.values():
        (types,) = [item for item in expectations_of(table) if item.kind == TYPES]
        assert types.arguments["types"] == {column.name: column.type for column in table.columns}


def killed(*_: object) -> None:
    import os

    os._exit(9)


@pytest.mark.slow
def test_an_engine_that_is_killed_is_an_error_and_leaves_the_run_alive(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "evaluate_batch", killed)
    with open_run(Home.at(tmp_path / "home")) as run:
        change(run, template)
        suites = Suites(run)
        told = suites.outcome("fact_metric"), suites.outcome("report")
        suites.close()
    assert [outcome.outcome for outcome in told] == ["error", "error"]
    assert "BrokenProcessPool" in told[0].sample[0]["error"]


def test_an_engine_that_does_not_answer_is_an_error(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "evaluate_batch", lambda *_: time.sleep(0.2))
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.01)
    with ThreadPoolExecutor(1) as slow, open_run(Home.at(tmp_path / "home")) as run:
        change(run, template)
        assert Suites(run, slow).outcome("fact_metric").outcome == "error"
