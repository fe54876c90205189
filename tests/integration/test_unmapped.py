"""The list of metrics to add next: labels grouped by the longest ending that several reports share."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse.home import Home
from warehouse.readers import open_published
from warehouse.statements import read_statement

ROWS = [
    # report, place, what is counted, unit, sentence
    ("r1", "p1", "新聘辅助人员", "名", "新聘辅助人员3名，另有保安。"),
    ("r2", "p2", "现有辅助人员", "名", "现有辅助人员9名。"),
    ("r3", "p3", "二是管理人员只", "名", "二是管理人员只2名。"),
    ("r3", "p3", "漫画", "幅", "漫画66幅。"),
    ("r3", "p3", "漫画", "幅", "又展出漫画12幅。"),
    ("r1", "p1", "现有辅助人员", "人次", "现有辅助人员8人次。"),
    ("r2", "p2", "＊＊", "件", "＊＊3件。"),
]


@pytest.fixture
def built() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(
        "create table report as select * from (values ('r1', 'p1', true), ('r2', 'p2', true),"
        " ('r3', 'p3', true), ('r4', 'p4', false)) as t (report_id, jurisdiction_code, is_current)"
    )
    connection.execute(
        "create table observation (observation_id varchar, report_id varchar, metric varchar, subset varchar,"
        " unit varchar, status varchar, sentence varchar)"
    )
    rows = [
        (f"o{i}", report, None, label, unit, "actual", sentence)
        for i, (report, _, label, unit, sentence) in enumerate(ROWS)
    ]
    rows += [
        ("x1", "r1", "fine_amount", "漫画", "幅", "actual", "有指标。"),
        ("x2", "r2", None, "漫画", "幅", "target", "计划。"),
        ("x3", "r4", None, "漫画", "幅", "actual", "旧版。"),
    ]
    connection.executemany("insert into observation values (?, ?, ?, ?, ?, ?, ?)", rows)
    return connection


def test_labels_are_grouped_by_the_longest_ending_that_several_reports_share(
    built: duckdb.DuckDBPyConnection,
) -> None:
    found = built.sql(read_statement("marts/unmapped.sql")).fetchall()
    counted = {(row[0], row[1]): row[2:5] for row in found}
    assert counted == {
        ("辅助人员", "名"): (2, 2, 2),
        ("人员", "名"): (1, 1, 1),
        ("漫画", "幅"): (2, 1, 1),
        ("现有辅助人员", "人次"): (1, 1, 1),
    }
    assert found[0][0] == "辅助人员"


def test_the_example_is_the_shortest_sentence(built: duckdb.DuckDBPyConnection) -> None:
    found = built.sql(read_statement("marts/unmapped.sql")).pl().to_dicts()
    examples = {row["counted"]: (row["observation_id"], row["example"]) for row in found}
    assert examples["辅助人员"] == ("o1", "现有辅助人员9名。")
    assert examples["漫画"] == ("o3", "漫画66幅。")


def test_the_samples_have_heads_that_several_places_count(sample_home: Path) -> None:
    with open_published(Home(sample_home)) as published:
        rows = published.rows("from unmapped")
    assert [row["report_count"] for row in rows] == sorted((r["report_count"] for r in rows), reverse=True)
    assert rows[0]["place_count"] > 1
    assert all(row["example"] for row in rows)
