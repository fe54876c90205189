"""Noughts that a report states in words."""

from __future__ import annotations

import pytest

from extractors.numbers import scan
from extractors.outline import read_outline
from extractors.zeros import read_zeros
from tests.readings import Reading, readings, roles

LITIGATION = "administrative_litigation_count"


def members_of(view: str) -> list[list[str]]:
    return [[view[a:b] for a, b in zero.members] for zero in read_zeros(view, read_outline(view), scan(view))]


@pytest.mark.parametrize(
    ("view", "members"),
    [
        ("全年未发生行政诉讼案件。", [["未发生行政诉讼案件"]]),
        ("无复议、诉讼和信访案件，普法4场。", [["无复议", "诉讼", "信访案件"]]),
        ("没有一起诉讼案件。", [["没有一起诉讼案件"]]),
        ("诉讼案件零发生。", [["诉讼案件零发生"]]),
        ("无障碍设施、无证经营、零距离服务。", []),
        ("确保不存在隐患。", []),
        ("力争诉讼案件零发生。", []),
        *((view, []) for view in ("第零败诉。", "百分之零败诉。", "第零案件。")),
        ("重要时间节点零案件，试点零败诉。", [["重要时间节点零案件"], ["试点零败诉"]]),
        ("12345零投诉，百分百零发生。", [["百分百零发生"], ["零投诉"]]),
        ("二、存在的问题\n未发生诉讼案件。", []),
        ("二、下一步打算\n未发生诉讼案件。", []),
    ],
)
def test_a_denial_reaches_over_its_list_and_no_further(view: str, members: list[list[str]]) -> None:
    assert members_of(view) == members


def test_a_nought_is_quoted_in_its_words_and_counted_among_the_numbers() -> None:
    body = "全年未发生行政诉讼案件。"
    assert readings(body) == [Reading(LITIGATION, 0, "件", status="negated_zero")]
    assert roles(body) == [("未发生", "observation")]


def test_a_nought_in_figures_is_a_result() -> None:
    assert readings("行政诉讼案件0件。") == [Reading(LITIGATION, 0, "件")]


def test_one_denial_of_one_metric_is_one_fact() -> None:
    assert len(readings("全年未发生行政诉讼案件，行政诉讼案件零发生。")) == 1
