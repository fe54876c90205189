"""A simulated nation through the command, held against its known truth: nothing lost, nothing invented."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.benchmarks.nation.nights import simulate

DOCUMENTS = int(os.environ.get("FAZHI_NATION_DOCUMENTS", "20000"))


@pytest.mark.slow
def test_a_nation_is_read_as_it_was_written_three_nights_long(tmp_path: Path) -> None:
    difference = simulate(tmp_path, DOCUMENTS, 1, lambda _: None).difference
    assert min(difference.reports, difference.facts, difference.contradictions) > DOCUMENTS // 100
    assert difference.is_none, difference
