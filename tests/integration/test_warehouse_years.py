"""One report year read again after a change of rules: that year changes, and every other stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.records import Extraction
from tests.driver import build_tables, run_once
from tests.fake_extractor import WORDS, extract
from warehouse import Home, query
from warehouse.audit import audit_build
from warehouse.lake import Lake
from warehouse.publish import NothingNew, Publication, publish_build
from warehouse.reading import pending_documents, pool_engine
from warehouse.runs import open_run
from warehouse.steps import ReadResult, extract_reports, is_anything_new
from warehouse.versions import current_version
from warehouse.years import FIRST_YEAR, LAST_YEAR, OTHER, REPORT_YEARS, key_of, keys_of_documents

YEARS = (2022, 2023, 2024)
_READERS = ("warehouse.reading", "warehouse.steps", "warehouse.build", "warehouse.publish")


def read_doubled(text: str) -> Extraction:
    """The rules after a change: what was 10 is read as 20."""
    return extract(text.replace(" 10\n", " 20\n"))


@pytest.fixture
def change_rules(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def changed() -> None:
        for module in _READERS:
            monkeypatch.setattr(f"{module}.extractor_version", lambda: "another")

    return changed


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three years of one town as published, and a paper that is no report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for year in YEARS:
        head = f"报告 110116108000 {year} township_government 某镇人民政府"
        text = f"{head}\ndispute_mediated_count 10\n{WORDS}"
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    (folder / "other.txt").write_text(f"通知\n{WORDS}" * 20, encoding="utf-8")
    made = Home.at(tmp_path / "home")
    run_once(made, folder, extract)
    return made


def run_year(home: Home, *years: str) -> tuple[ReadResult, Publication | NothingNew]:
    """Do what a run over some report years does."""
    with open_run(home) as run:
        read = extract_reports(run, engine=pool_engine(read_doubled, 1), years=years)
        build_tables(run)
        return read, publish_build(run, audit_build(run))


def values(home: Home) -> dict[int, float]:
    return dict(query(home, "select year, value from fact_metric order by year").rows())


def test_a_year_is_read_by_the_new_rules_and_the_others_stay_published_as_they_were(
    home: Home, change_rules: Callable[[], None]
) -> None:
    change_rules()
    read, ending = run_year(home, "2023")
    assert isinstance(ending, Publication)
    assert (read.rows, list(read.years), read.waiting) == (1, ["2023"], 3)
    assert values(home) == {2022: 10.0, 2023: 20.0, 2024: 10.0}
    said = query(home, "select report_year, extractor_version = 'another' from report order by 1").rows()
    assert said == [(2022, False), (2023, True), (2024, False)]
    (states,) = query(home, "select count(*) filter (where state = 'not_a_report') from document").rows()
    assert states == (1,)


@pytest.mark.slow
def test_the_next_night_reads_the_years_that_were_left(home: Home, change_rules: Callable[[], None]) -> None:
    change_rules()
    run_year(home, "2023")
    with open_run(home) as run:
        assert is_anything_new(run)
    run_once(home, None, read_doubled, 1)
    assert values(home) == dict.fromkeys(YEARS, 20.0)
    assert pending_documents(Lake(home.lake)) == set()


@pytest.mark.slow
def test_a_year_read_twice_by_the_same_rules_publishes_nothing(
    home: Home, change_rules: Callable[[], None]
) -> None:
    change_rules()
    run_year(home, "2023")
    read, ending = run_year(home, "2023")
    assert (read.rows, read.years) == (0, {})
    assert isinstance(ending, NothingNew)
    assert current_version(home) == 2


def test_a_document_that_a_new_rule_breaks_keeps_its_year(
    home: Home, change_rules: Callable[[], None]
) -> None:
    def broken(text: str) -> Extraction:
        raise RuntimeError("a rule fell over")

    change_rules()
    with open_run(home) as run:
        read = extract_reports(run, engine=pool_engine(broken, 1), years=["2024"])
    assert {key: year.failed for key, year in read.years.items()} == {"2024": 1}
    assert sorted(keys_of_documents(Lake(home.lake)).values()) == ["2022", "2023", "2024", OTHER]


@pytest.mark.parametrize(
    ("year", "key"),
    [
        (2024, "2024"),
        (FIRST_YEAR, str(FIRST_YEAR)),
        (FIRST_YEAR - 1, OTHER),
        (LAST_YEAR + 1, OTHER),
        (None, OTHER),
    ],
)
def test_every_year_falls_under_a_key(year: int | None, key: str) -> None:
    assert key_of(year) == key
    assert key in REPORT_YEARS
