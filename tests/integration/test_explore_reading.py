"""Reading from Python: three libraries in a line each, own frames beside, and the first hour's notebook."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from warehouse import open_published
from warehouse.errors import WrongArguments

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "notebooks" / "first_hour.ipynb"
STATEMENT = "select jurisdiction_code, year from fact_disputes order by all"


def test_the_same_rows_come_as_polars_pandas_and_duckdb(sample_home: Path) -> None:
    with open_published(sample_home) as published:
        polars, pandas = published.sql(STATEMENT), published.df(STATEMENT)
        relation = published.relation(STATEMENT)
        assert isinstance(polars, pl.DataFrame) and polars.height > 1
        assert isinstance(pandas, pd.DataFrame)
        assert isinstance(relation, duckdb.DuckDBPyRelation)
        assert polars.rows() == list(pandas.itertuples(index=False, name=None)) == relation.fetchall()


@pytest.mark.parametrize("library", [pl.DataFrame, pd.DataFrame], ids=["polars", "pandas"])
def test_an_own_frame_joins_the_published_tables(sample_home: Path, library: type) -> None:
    with open_published(sample_home) as published:
        code, year = published.sql(STATEMENT).row(0)
    mine = library({"jurisdiction_code": [code], "year": [year], "population": [41_000]})
    joined = "select population from fact_disputes join covariates using (jurisdiction_code, year)"
    with open_published(sample_home, tables={"covariates": mine}) as published:
        assert published.sql(joined)["population"].to_list() == [41_000]


def test_an_own_frame_cannot_hide_a_published_table(sample_home: Path) -> None:
    with pytest.raises(WrongArguments, match="Fact_Disputes"):
        open_published(sample_home, tables={"Fact_Disputes": pl.DataFrame({"year": [1]})})


def test_the_first_hours_notebook_runs_from_top_to_bottom(sample_home: Path) -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert len(code) > 5
    assert all(not cell["outputs"] for cell in cells if cell["cell_type"] == "code"), "kept without outputs"
    settings = {**os.environ, "FAZHI_HOME": str(sample_home)}
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(code)],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "cite" in done.stdout and "fazhi-warehouse" in done.stdout
