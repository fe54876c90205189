"""Which words stand beside a number."""

from __future__ import annotations

import pytest

from extractors.mentions import Mention, is_filler, read_mentions
from extractors.numbers import scan
from extractors.outline import read_outline


def mentions_of(view: str) -> list[Mention]:
    return read_mentions(view, scan(view), read_outline(view))


def words_of(view: str, mention: Mention) -> tuple[str, str | None]:
    (start, end), right = mention.near[0], mention.right
    return view[start:end], view[right[0] : right[1]] if right else None


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("全年调解纠纷12件。", [("全年调解纠纷", None)]),
        ("调解纠纷12件，发放手册30份。", [("调解纠纷", None), ("，发放手册", None)]),
        ("12名法律顾问参加", [("", "法律顾问参加")]),
        ("法律咨询，共计120人次", [("法律咨询，共计", None)]),
        ("围绕“宪法，民法典”宣讲4场", [("围绕“宪法，民法典”宣讲", None)]),
        ("其中邻里纠纷97件）。", [("其中邻里纠纷", None)]),
    ],
)
def test_the_words_of_a_number_reach_to_the_next_mark_or_number(
    view: str, words: list[tuple[str, str | None]]
) -> None:
    found = [words_of(view, m) for m in mentions_of(view)]
    assert [(left.lstrip("，"), right) for left, right in found] == [(a.lstrip("，"), b) for a, b in words]


@pytest.mark.parametrize(
    ("text", "verbs_too", "expected"),
    [
        ("", False, True),
        ("，其中", False, True),
        ("2024年全年共", False, True),
        ("截至12月底，累计达", False, True),
        ("开展", False, False),
        ("开展", True, True),
        ("全年组织举办", True, True),
        ("纠纷", True, False),
        ("共调解", True, False),
    ],
)
def test_filler_says_nothing_of_what_is_counted(text: str, verbs_too: bool, expected: bool) -> None:
    assert is_filler(text, verbs_too=verbs_too) is expected


def test_only_quantities_are_mentions() -> None:
    view = "2024年第3号文件要求十三五期间完成12件、5%和3万元。"
    assert [m.numeral.value for m in mentions_of(view)] == [12, 5, 30000]


def test_brackets_are_counted_within_the_sentence() -> None:
    view = "（未闭合。调解12件（其中邻里9件（含新村2件））后3件。"
    mentions = mentions_of(view)
    assert [m.depth for m in mentions] == [0, 1, 2, 0]
    assert [view[m.bracket] if m.bracket >= 0 else "" for m in mentions] == ["", "（", "（", ""]


def test_a_bare_number_has_nothing_but_filler_beside_it() -> None:
    assert [m.is_bare for m in mentions_of("接待来访612批1873人次。")] == [False, True]


def test_a_unit_of_time_does_not_part_a_noun_from_its_number() -> None:
    view = "具有10年以上经验的律师12名。"
    assert "律师" in words_of(view, mentions_of(view)[1])[0]


def test_windows_stay_inside_their_sentence() -> None:
    view = "宣讲4场。12件纠纷。一是检查85次二是培训7次"
    for mention in mentions_of(view):
        start, end = mention.sentence
        assert all(start <= a <= b <= end for a, b in mention.near)
        assert mention.right is None or mention.right[1] <= end
        assert start <= mention.gap[0] <= mention.gap[1] <= mention.lead <= mention.stop <= end
