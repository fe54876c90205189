"""What was known when: no edition, reading or correction takes away what stood before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from tests.integration.test_warehouse_corrections import put
from warehouse import Home, query

TOWN = "110116108000"
FIRST = datetime(2026, 3, 1, 2, tzinfo=UTC)


class Clock:
    """A day later at each look."""

    def __init__(self) -> None:
        self.days = -1

    def now(self, zone: object = None) -> datetime:
        self.days += 1
        return FIRST + timedelta(days=self.days)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("warehouse.runs.datetime", Clock())
    return Home.at(tmp_path / "home")


def take_in(home: Home, folder: Path, value: int, name: str = "a.txt", more: str = "") -> None:
    folder.mkdir(exist_ok=True)
    head = f"报告 {TOWN} 2024 township_government 某镇人民政府"
    text = f"{head}\ndispute_mediated_count {value}\n{more}\n{WORDS}"
    (folder / name).write_text(text, encoding="utf-8")
    run_once(home, folder, extract)


def as_of(home: Home, day: float, metric: str = "dispute_mediated_count") -> list[float | None]:
    moment = (FIRST + timedelta(days=day)).replace(tzinfo=None)
    return (
        query(home, "select value from fact_as_of(?) where metric = ?", parameters=[moment, metric])
        .to_series()
        .to_list()
    )


def test_a_republication_erases_nothing_and_the_first_edition_again_does_not_revert_it(
    home: Home, tmp_path: Path
) -> None:
    take_in(home, tmp_path / "reports", 123)
    take_in(home, tmp_path / "reports", 125)
    take_in(home, tmp_path / "reports", 123, name="again.txt")
    assert query(home, "select value from fact_metric").to_series().to_list() == [125.0]
    assert as_of(home, -1) == []
    assert as_of(home, 0) == as_of(home, 0.9) == [123.0]
    assert as_of(home, 1) == as_of(home, 400) == [125.0]
    history = query(
        home, "select value, valid_to is null as holds from fact_history order by valid_from"
    ).rows()
    assert history == [(123.0, False), (125.0, True)]


@pytest.mark.slow
def test_an_older_reading_is_remembered_where_it_differs(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(home, tmp_path / "reports", 123, more="legal_adviser_count 5")

    def read_again(version: str, change: bool) -> None:
        def better(text: str):  # type: ignore[no-untyped-def]
            return extract(text.replace("count 5", "count 6") if change else text)

        for module in ("warehouse.reading", "warehouse.build", "warehouse.steps", "warehouse.publish"):
            monkeypatch.setattr(f"{module}.extractor_version", lambda: version)
        run_once(home, tmp_path / "reports", better, 1)

    read_again("second", True)
    read_again("third", True)
    assert as_of(home, 0.5, "legal_adviser_count") == [5.0]
    assert as_of(home, 1.5, "legal_adviser_count") == as_of(home, 2.5, "legal_adviser_count") == [6.0]
    versions = query(home, "select metric, extractor_version from fact_history order by all").rows()
    assert [metric for metric, _ in versions].count("dispute_mediated_count") == 1, "unchanged: one row"
    assert [version for metric, version in versions if metric == "legal_adviser_count"][-1] == "second"


def test_a_correction_holds_from_its_day_on_and_the_machine_value_until_then(
    home: Home, tmp_path: Path
) -> None:
    entry = {
        "place": TOWN, "year": 2024, "metric": "dispute_mediated_count", "action": "override", "value": 132,
        "expect": 123, "reason": "数字颠倒", "who": "editor", "when": "2026-03-05",
    }  # fmt: skip
    put(home, entry, {**entry, "metric": "petition_case_count", "value": 9, "expect": "某镇人民政府"})
    take_in(home, tmp_path / "reports", 123)
    assert as_of(home, 1) == [123.0]
    assert as_of(home, 10) == [132.0]
    assert (as_of(home, 1, "petition_case_count"), as_of(home, 10, "petition_case_count")) == ([], [9.0])
    now = query(
        home, "select * exclude (is_corrected, extractor_version) from fact_as_of(timestamp '2030-01-01')"
    )
    facts = query(home, f"select {', '.join(now.columns)} from fact_metric order by metric").to_dicts()
    assert now.sort("metric").to_dicts() == facts
