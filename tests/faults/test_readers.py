"""What an analyst's SQL cannot do: reach the host, change a setting, write."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.publishing import publish_once
from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.readers import open_published, query


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Home:
    folder = tmp_path_factory.mktemp("readers")
    (folder / "secret.csv").write_text("a,b\n1,2\n")
    (folder / "secret.parquet").write_bytes(b"PAR1")
    publish_once(home := Home.at(folder / "published"), template)
    return home


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('{folder}/secret.csv')",
        "select * from read_csv('{folder}/secret.csv')",
        "select * from '{folder}/secret.csv'",
        "select * from read_parquet('{folder}/secret.parquet')",
        "select * from glob('{folder}/*')",
        "copy report to '{folder}/out.csv'",
        "copy (select 1) to '{folder}/out.parquet'",
        "export database '{folder}/out'",
        "attach '{folder}/other.duckdb'",
        "attach '{folder}/template.duckdb' as again",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "reset enable_external_access",
        "set temp_directory = '{folder}'",
        "pragma enable_logging",
        "create table mine as select 1",
        "insert into report select * from report",
        "update fact_metric set value = 0",
        "delete from fact_metric",
        "drop table fact_metric",
        "create secret s (type s3, key_id 'x')",
        "select * from fact_metric; drop table fact_metric",
        "this is no SQL",
        "",
    ],
)
def test_a_statement_that_reaches_out_or_writes_is_refused(home: Home, statement: str) -> None:
    folder = home.root.parent
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(WrongArguments) as error:
        query(home, statement.replace("{folder}", str(folder)))
    assert error.value.exit_code == 2
    assert sorted(path.name for path in folder.iterdir()) == before
    assert query(home, "select count(*) as n from fact_metric").to_dicts() == [{"n": 1}]


def test_two_readers_in_one_process_do_not_disturb_each_other(home: Home) -> None:
    with open_published(home) as first, open_published(home) as second:
        assert first.rows("select count(*) as n from report") == second.rows(
            "select count(*) as n from report"
        )
    with open_published(home) as third:
        assert third.version == 1


def test_local_variables_of_the_caller_are_no_tables(home: Home) -> None:
    mine = pl.DataFrame({"a": [1]})
    with open_published(home) as published:
        with pytest.raises(Exception, match="mine"):
            published.sql("select * from mine")
        published.register("mine", mine.to_arrow())
        assert published.rows("select a from mine") == [{"a": 1}]


@pytest.mark.parametrize("value", ["x', 1); drop table fact_metric; --", 'a"b', "%s", "$1"])
def test_values_are_bound_never_spliced(home: Home, value: str) -> None:
    rows = query(home, "select ? as said", parameters=[value])
    assert rows.to_dicts() == [{"said": value}]


def test_a_home_without_publication_and_a_version_that_never_was_are_named(
    tmp_path: Path, home: Home
) -> None:
    with pytest.raises(WrongArguments, match="Nothing is published"):
        query(Home.at(tmp_path), "select 1")
    with pytest.raises(WrongArguments, match="no version 9"):
        query(home, "select 1", version=9)
    assert query(home, "select 1 as one", version=1).to_dicts() == [{"one": 1}]
