"""How one number hangs on another."""

from __future__ import annotations

import pytest

from extractors import lists
from extractors.mentions import read_mentions
from extractors.numbers import scan
from extractors.outline import read_outline
from tests.readings import LAST_YEAR, Reading, facts, readings, roles

PENALTIES = "administrative_penalty_count"


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("甲事", ["甲事"]),
        ("甲事、乙事和丙事", ["甲事", "乙事", "丙事"]),
        ("甲事以及乙事", ["甲事", "乙事"]),
        ("甲事，或乙事", ["甲事", "乙事"]),
        ("、甲事、", ["甲事"]),
        ("", []),
    ],
)
def test_a_list_falls_into_its_members(text: str, members: list[str]) -> None:
    assert [text[a:b] for a, b in lists.conjuncts(text, (0, len(text)))] == members


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("受理、办结案件分别为54件、50件", {0: "受理", 1: "办结案件"}),
        ("复议、诉讼案件5件、8件", {0: "复议", 1: "诉讼案件"}),
        ("复议案件5件，诉讼案件8件", {}),
        ("案件54件", {}),
    ],
)
def test_numbers_told_apart_by_order_alone_find_their_heads(text: str, heads: dict[int, str]) -> None:
    mentions = read_mentions(text, scan(text), read_outline(text))
    found = lists.distribute(text, mentions)
    assert {i: "".join(text[a:b] for a, b in spans) for i, spans in found.items()} == heads


def test_a_level_that_fell_from_last_year_s_is_this_year_s() -> None:
    assert readings("行政处罚案件由2023年的133件升至172件。") == [
        Reading(PENALTIES, 133, "件", status="prior_year", period=LAST_YEAR),
        Reading(PENALTIES, 172, "件"),
    ]


def test_where_a_list_of_powers_began_is_no_figure_of_a_year() -> None:
    body = "行政执法事项由486项调整到327项。"
    assert [(r.metric, r.value) for r in readings(body)] == [("enforcement_item_count", 327)]
    assert roles(body) == [("486", "change"), ("327", "observation")]


def test_one_rate_may_be_stated_for_two() -> None:
    body = "行政机关负责人出庭应诉率、调解成功率均达100%。"
    assert {(r.metric, r.value) for r in facts(body)} == {
        ("official_court_appearance_rate", 100),
        ("dispute_mediation_success_rate", 100),
    }
    assert roles(body) == [("100", "observation")]


def test_a_change_without_a_level_is_no_fact() -> None:
    body = "警情同比下降21.9%，办理行政处罚案件132件。"
    assert readings(body) == [Reading(PENALTIES, 132, "件")]
    assert roles(body) == [("21.9", "change"), ("132", "observation")]


@pytest.mark.parametrize(
    ("body", "scope"),
    [
        ("全县办理行政处罚案件132件。", "jurisdiction"),
        ("各镇办理行政处罚案件132件。", "subordinates"),
        ("办理行政处罚案件132件。", "own"),
    ],
)
def test_whose_number_it_is(body: str, scope: str) -> None:
    (found,) = readings(body, title="怀柔区水务局2024年法治政府建设年度报告")
    assert (found.value, found.scope) == (132, scope)


def test_a_government_s_whole_place_is_its_own() -> None:
    (found,) = readings("全区办理行政处罚案件132件。", title="怀柔区人民政府2024年法治政府建设年度报告")
    assert (found.scope, found.subset) == ("own", None)
