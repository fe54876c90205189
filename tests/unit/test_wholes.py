"""Parts and their wholes."""

from __future__ import annotations

import pytest

from extractors import extract
from tests.readings import Reading, readings, report

MEDIATED, SUCCESS = "dispute_mediated_count", "dispute_mediated_success_count"
PENALTIES = "administrative_penalty_count"
NEIGHBOURS = Reading(MEDIATED, 97, "件", of_which=MEDIATED, subset="邻里纠纷")
MARRIAGES = Reading(MEDIATED, 31, "件", of_which=MEDIATED, subset="婚姻家庭纠纷")


@pytest.mark.parametrize(
    "parts",
    [
        "，其中邻里纠纷97件、婚姻家庭纠纷31件",
        "，其中：邻里纠纷97件，婚姻家庭纠纷31件",
        "（其中邻里纠纷97件，婚姻家庭纠纷31件）",
        "（邻里纠纷97件，婚姻家庭纠纷31件）",
        "，包括邻里纠纷97件和婚姻家庭纠纷31件",
        "。其中邻里纠纷97件、婚姻家庭纠纷31件",
    ],
)
def test_a_list_of_parts_hangs_on_the_whole_before_it(parts: str) -> None:
    assert readings(f"调解矛盾纠纷214件{parts}。") == [Reading(MEDIATED, 214, "件"), NEIGHBOURS, MARRIAGES]


def test_the_place_of_the_whole_is_given() -> None:
    text = report("调解矛盾纠纷214件，其中邻里纠纷97件。")
    whole, part = extract(text).observations
    assert part.of_which_start == whole.start == text.index("214")
    assert whole.of_which_start is None


@pytest.mark.parametrize("parts", ["", "（其中邻里纠纷97件）", "（邻里纠纷97件、婚姻家庭纠纷31件）"])
def test_what_was_achieved_is_no_part(parts: str) -> None:
    assert readings(f"调解矛盾纠纷214件{parts}，调解成功209件。")[-1] == Reading(SUCCESS, 209, "件")


def test_a_part_of_another_measure_is_no_part_of_the_whole() -> None:
    cases, money = readings("办理行政处罚案件79件，其中罚款58214元。")
    assert cases == Reading(PENALTIES, 79, "件")
    assert (money.metric, money.of_which) == ("fine_amount", None)


def test_kinds_with_metrics_of_their_own_keep_them() -> None:
    simple, general = readings("办理行政处罚案件79件，其中简易程序37件，普通程序42件。")[1:]
    assert (simple.metric, simple.of_which) == ("simplified_penalty_count", PENALTIES)
    assert (general.metric, general.of_which) == ("ordinary_penalty_count", PENALTIES)


def test_parts_are_stated_as_they_are_even_where_they_do_not_add_up() -> None:
    assert [r.value for r in readings("调解矛盾纠纷214件，其中邻里纠纷197件、婚姻家庭纠纷31件。")] == [
        214,
        197,
        31,
    ]
