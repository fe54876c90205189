"""Numbers in tables: named by the head of their column, or not at all."""

from __future__ import annotations

import pytest

from tests.readings import Reading, facts, readings

PENALTIES, FINES = "administrative_penalty_count", "fine_amount"
HEAD = "| 单位 | 行政处罚案件（件） | 罚款（万元） |\n|---|---|---|\n"


def test_a_cell_takes_metric_unit_and_scale_from_the_head_and_its_label_from_the_row() -> None:
    assert facts(f"{HEAD}| 执法队 | 71 | 12.5 |\n| 合计 | 132 | 58.2 |") == [
        Reading(PENALTIES, 71, "件", subset="执法队"),
        Reading(FINES, 125000, "元", subset="执法队"),
        Reading(PENALTIES, 132, "件"),
        Reading(FINES, 582000, "元"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| 执法队 | 71 | 12.5 |",
        f"{HEAD}| 执法队 | 71 |",
        "| 行政处罚案件（件） |\n\n| 执法队 | 71 | 12.5 |",
        "行政处罚案件（件）\n| 执法队 | 71 | 12.5 |",
    ],
)
def test_a_row_without_a_head_for_each_cell_says_nothing(table: str) -> None:
    assert facts(table) == []
    assert {r.value for r in readings(table)} >= {71}


def test_every_row_is_read_by_the_same_head() -> None:
    rows = "".join(f"| 第{name}队 | {71 + i} | {i} |\n" for i, name in enumerate("甲乙丙丁"))
    assert [r.value for r in facts(HEAD + rows) if r.metric == PENALTIES] == [71, 72, 73, 74]


def test_words_around_a_table_are_not_its_head() -> None:
    body = f"调解矛盾纠纷：\n\n{HEAD}| 执法队 | 71 | 12.5 |\n\n调解矛盾纠纷9件。"
    assert [(r.metric, r.value) for r in facts(body)] == [
        (PENALTIES, 71),
        (FINES, 125000),
        ("dispute_mediated_count", 9),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "年",
        "",
    ],
)
def test_a_row_of_last_year_is_last_year_s(mark: str) -> None:
    table = f"| 年度 | 行政处罚案件（件） |\n|---|---|\n| 2023{mark} | 118 |\n| 2024{mark} | 132 |"
    assert [(r.value, r.status) for r in readings(table)] == [(118, "prior_year"), (132, "actual")]
