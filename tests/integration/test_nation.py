"""A simulated nation, held against its known truth: nothing lost, nothing invented, nothing misplaced."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from tests.benchmarks.nation.documents import documents
from tests.benchmarks.nation.nights import changed, simulate
from tests.benchmarks.nation.shards import write_shards
from tests.benchmarks.nation.truth import Difference, compare
from tests.driver import run_once
from warehouse.home import Home

DOCUMENTS = int(os.environ.get("FAZHI_NATION_DOCUMENTS", "20000"))
FEW = 300


def assert_read_as_written(difference: Difference, count: int) -> None:
    assert min(difference.reports, difference.facts) > count // 2, "there is something to lose"
    assert difference.contradictions, "there is something to miss"
    assert difference.is_none, difference


def test_a_few_hundred_reports_are_read_as_they_were_written(tmp_path: Path) -> None:
    home, landing = Home.at(tmp_path / "home"), tmp_path / "landing"
    write_shards(landing, documents(FEW, seed=2))
    run_once(home, landing, workers=1)
    assert_read_as_written(compare(home.current.resolve(), documents(FEW, seed=2)), FEW)


@pytest.mark.slow
def test_a_nation_is_read_as_it_was_written_three_nights_long(tmp_path: Path) -> None:
    nation = simulate(tmp_path, DOCUMENTS, 1, lambda _: None)
    assert list(itertools.islice(changed(DOCUMENTS, 1), 1)), "the second night changes something"
    assert_read_as_written(nation.difference, DOCUMENTS)
