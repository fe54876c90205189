"""A run on the samples starts DuckDB once, whatever it opens."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import warehouse.connections
from tests.driver import run_once
from warehouse.home import Home


def test_a_run_starts_duckdb_once(tmp_path: Path, samples_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Path] = []
    start = warehouse.connections._started

    def counted(spill: Path) -> duckdb.DuckDBPyConnection:
        started.append(spill)
        return start(spill)

    def another(*_: object) -> duckdb.DuckDBPyConnection:
        raise AssertionError("something of a run opens files beside the run's own instance")

    monkeypatch.setattr(warehouse.connections, "_started", counted)
    home = Home.at(tmp_path / "home")
    # The first run looks at nothing from outside; a second one looks back at the version before.
    run_once(home, samples_dir, workers=1)
    assert [spill.parent for spill in started] == [home.build]
    monkeypatch.setattr(warehouse.connections, "_another", another)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "one.txt").write_text(MORE, encoding="utf-8")
    run_once(home, tmp_path / "more", workers=1)
    assert len(started) == 2
    assert not list(home.build.iterdir()), "nothing of it is left"


MORE = """虚构镇人民政府2024年法治政府建设年度报告

一、主要工作
2024年，我镇调解矛盾纠纷31件。
"""
