"""The panel: beside each value what an analyst must know, the same in Stata's form, in Parquet and in CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

from warehouse import open_published
from warehouse.export.files import panel_bytes
from warehouse.export.panel import BESIDE, Panel, build_panel
from warehouse.home import Home
from warehouse.registry.metrics import load_metrics
from warehouse.registry.model import SHORT_NAME_LIMIT

Fazhi = Callable[..., Any]
METRICS = ["fine_amount", "mediator_count", "administrative_reconsideration_illegality_confirmed_count"]


@pytest.fixture(scope="module")
def panel(sample_home: Path) -> Panel:
    return build_panel(Home.at(sample_home), METRICS)


@pytest.fixture(scope="module")
def stata(panel: Panel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("panel") / "panel.dta"
    path.write_bytes(panel_bytes(panel, "dta"))
    return path


def test_a_row_is_a_place_and_year_and_a_value_is_the_marts(panel: Panel, sample_home: Path) -> None:
    with open_published(sample_home) as published:
        mart = published.sql(
            f"select jurisdiction_code, year, {', '.join(METRICS)} from mart_jurisdiction_year order by all"
        )
    assert panel.frame.height == mart.height > 0
    for metric in METRICS:
        values = panel.frame.get_column(metric).cast(pl.Float64)
        assert values.to_list() == mart.get_column(metric).cast(pl.Float64).to_list()
        assert values.count() > 0


def test_each_cell_has_a_value_or_says_why_not(panel: Panel) -> None:
    for row in panel.frame.to_dicts():
        for metric in METRICS:
            assert (row[metric] is None) != (row[f"{metric}_missing_reason"] is None)
            if row[metric] is not None:
                assert row[f"{metric}_basis"] == "stated_total"
                assert row[f"{metric}_qualifier"] is not None


def test_a_part_alone_is_no_value_of_the_place(sample_home: Path) -> None:
    every = build_panel(Home.at(sample_home), [metric.key for metric in load_metrics()])
    parts = [
        (row[metric.key], row[f"{metric.key}_missing_reason"])
        for row in every.frame.to_dicts()
        for metric in every.metrics
        if row[f"{metric.key}_basis"] == "single_part"
    ]
    assert parts
    assert set(parts) == {(None, "parts_only")}


def test_every_name_fits_stata_and_none_is_there_twice(sample_home: Path) -> None:
    every = build_panel(Home.at(sample_home), [metric.key for metric in load_metrics()])
    names = [column.short_name for column in every.columns]
    assert len(set(names)) == len(names) > 5 * len(load_metrics())
    assert max(map(len, names)) <= SHORT_NAME_LIMIT
    assert panel_bytes(every, "dta")


def test_stata_and_its_labels_open_in_pandas(panel: Panel, stata: Path) -> None:
    with pd.io.stata.StataReader(stata) as reader:
        data, labels, values = reader.read(), reader.variable_labels(), reader.value_labels()
    assert list(data.columns) == [column.short_name for column in panel.columns]
    assert labels["fine_amount"] == "罚款金额 [元] · Fines imposed"
    assert labels["fine_amount_r"].startswith("罚款金额：空缺原因")
    assert all(labels.values())
    assert set(values["fine_amount_b"].values()) == {"stated_total", "single_part"}
    told = [None if pd.isna(value) else value for value in data["fine_amount"]]
    assert told == panel.frame.get_column("fine_amount").to_list()
    reasons = [None if pd.isna(reason) else reason for reason in data["mediator_count_r"]]
    assert reasons == panel.frame.get_column("mediator_count_missing_reason").to_list()
    assert data["jurisdiction_code"].str.fullmatch(r"\d{12}").all()


def test_parquet_and_csv_hold_the_same_panel(panel: Panel, tmp_path: Path) -> None:
    for form, read in (("parquet", pl.read_parquet), ("csv", pl.read_csv)):
        path = tmp_path / f"panel.{form}"
        path.write_bytes(panel_bytes(panel, form))
        frame = read(path)
        assert frame.columns == panel.frame.columns
        assert set(frame.columns) >= {f"{metric}_{name}" for metric in METRICS for name in BESIDE}
        text = [pl.col(name).cast(pl.String) for name in frame.columns if name not in METRICS]
        assert frame.select(text).rows() == panel.frame.select(text).rows()


@pytest.mark.parametrize("form", ["dta", "parquet", "csv"])
def test_the_same_panel_gives_the_same_bytes(form: str, panel: Panel, sample_home: Path) -> None:
    assert panel_bytes(panel, form) == panel_bytes(build_panel(Home.at(sample_home), METRICS), form)


def test_the_command_writes_the_file_and_says_how_full_it_is(
    sample_home: Path, tmp_path: Path, stata: Path, fazhi: Fazhi
) -> None:
    path = tmp_path / "面板.dta"
    ended = fazhi("panel", "--metrics", ",".join(METRICS), "-o", path, "--home", sample_home)
    assert ended.code == 0, ended.err
    assert path.read_bytes() == stata.read_bytes()
    assert "not_mentioned" in ended.out
    assert "haven::read_dta" in ended.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--metrics", "fine_amout"), "fine_amount"),
        (("--metrics", ","), "--metrics"),
        (("--metrics", "fine_amount", "-o", "no/such/folder.dta"), "no/such/folder.dta"),
    ],
)
def test_what_cannot_be_made_is_told(
    arguments: tuple[str, ...], told: str, sample_home: Path, fazhi: Fazhi
) -> None:
    ended = fazhi("panel", *arguments, "--home", sample_home)
    assert ended.code == 2
    assert told in ended.err
