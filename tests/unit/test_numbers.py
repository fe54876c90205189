"""The number layer against tables of forms, guards and examples."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from extractors.numbers import QUANTITIES, Numeral, cli_record, scan, tables

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def slots(numeral: Numeral) -> tuple[float, float | None, str | None, str, str]:
    high = None if numeral.value_max is None else float(numeral.value_max)
    return float(numeral.value), high, numeral.unit, numeral.qualifier, numeral.kind


@pytest.mark.parametrize("row", rows("numerals.csv"), ids=lambda row: row["form"])
def test_a_written_form_has_its_value_unit_qualifier_and_kind(row: dict[str, str]) -> None:
    high = float(row["value_max"]) if row["value_max"] else None
    wanted = (float(row["value"]), high, row["unit"] or None, row["qualifier"], row["kind"])
    assert [slots(n) for n in scan(row["form"])] == [wanted]


@pytest.mark.parametrize(
    "row", [r for r in rows("numerals.csv") if r["kind"] in QUANTITIES], ids=lambda row: row["form"]
)
def test_a_quantity_keeps_its_slots_inside_a_sentence(row: dict[str, str]) -> None:
    form = row["form"]
    inside = scan("今年，全局" + form + "，群众满意。")
    assert [slots(n) for n in inside] == [slots(n) for n in scan(form)]
    assert [n.start - 5 for n in inside] == [n.start for n in scan(form)]


def test_the_table_of_forms_is_large_enough() -> None:
    forms = {row["form"] for row in rows("numerals.csv")}
    assert len(forms) >= 300


@pytest.mark.parametrize("text", [row["text"] for row in rows("numeral_guards.csv")])
@pytest.mark.parametrize("frame", ["{}", "我们{}，成效明显。", "深入推进{}\n"])
def test_a_guarded_phrase_holds_no_quantity(text: str, frame: str) -> None:
    assert [n for n in scan(frame.format(text)) if n.kind in QUANTITIES] == []


@pytest.mark.parametrize("text", [row["text"] for row in rows("numeral_guards.csv")])
def test_the_command_finds_no_number_in_a_guarded_phrase(text: str) -> None:
    kinds = {n["kind"] for n in cli_record("x", text)["numbers"]}
    assert kinds <= {"ordinal"}


@pytest.mark.parametrize("row", rows("numerals_alone.csv"), ids=lambda row: row["text"])
def test_a_numeral_that_stands_alone_is_read_by_the_command(row: dict[str, str]) -> None:
    found = cli_record("x", row["text"])["numbers"]
    assert [(float(n["value"]), n["kind"], n["unit"] or "") for n in found] == [
        (float(row["value"]), row["kind"], row["unit"])
    ]


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("会议6次2个议题", ["6", "2"]),
        ("学法4次,40人次参加", ["4", "40"]),
        ("2023年,12个部门", ["2023", "12"]),
        ("平均成绩99.2,今年居前", ["99.2"]),
        ("办结率100%,处理73件", ["100", "73"]),
        ("咨询72余次二是加强管理", ["72"]),
        ("宣传400余份法律顾问进村2次", ["400", "2"]),
        ("2024年1-11月接诉3924件", ["2024", "1-11", "3924"]),
        ("于12月4日前学法8小时", ["12", "4", "8"]),
        ("甲府〔2025〕19号", ["2025", "19"]),
        ("由1296项减至405项", ["1296", "405"]),
        ("从85%提升至100%", ["85", "100"]),
        ("10件(一审6件,二审4件)", ["10", "6", "4"]),
        ("简易9起、普通13起", ["9", "13"]),
        ("受理、审结58件、52件", ["58", "52"]),
        ("12175 | 94929 | 235", ["12175", "94929", "235"]),
        ("一次性化解率96.55%", ["96.55"]),
        ("两期三场", ["两", "三"]),
        ("7件（某甲6件，某乙1件）", ["7", "6", "1"]),
        ("50余场、禁毒45场", ["50", "45"]),
    ],
)
def test_a_chain_of_numerals_is_taken_apart(text: str, numerals: list[str]) -> None:
    assert [text[n.start : n.end] for n in scan(text)] == numerals


@pytest.mark.parametrize(
    ("text", "lead", "numeral", "stop"),
    [
        ("覆盖超1000人次。", "超", "1000", "人次"),
        ("覆盖1000余人次。", "", "1000", "余人次"),
        ("覆盖约5万余人次。", "约", "5万", "余人次"),
        ("率达96%以上。", "", "96", "%以上"),
        ("出庭不少于1次。", "不少于", "1", "次"),
        ("共 240 余人次。", "", "240", " 余人次"),
        ("历时一个半小时。", "", "一个半", "小时"),
        ("率达百分之九十五以上。", "", "百分之九十五", "以上"),
        ("罚款500余万元。", "", "500余万", "元"),
        ("第36次会议。", "", "第36", ""),
    ],
)
def test_the_span_parts_numeral_qualifier_and_unit(text: str, lead: str, numeral: str, stop: str) -> None:
    found = scan(text)[0]
    parts = (text[found.lead : found.start], text[found.start : found.end], text[found.end : found.stop])
    assert parts == (lead, numeral, stop)


def test_a_range_of_years_is_no_number_for_the_command() -> None:
    assert cli_record("x", "纲要(2021-2025年)")["numbers"] == []


def test_the_command_quotes_the_text_as_given() -> None:
    text = "共 三 百 五十 件，率达 ９８.３％"
    found = cli_record("x", text)["numbers"]
    assert [(n["text"], n["value"]) for n in found] == [("三 百 五十", 350), ("９８.３", 98.3)]
    assert all(text[n["start"] : n["end"]] == n["text"] for n in found)


@pytest.mark.parametrize(
    ("text", "numeral", "kind"),
    [
        (text, numeral, shape.kind)
        for shape in tables.shapes()[1].values()
        for text, numeral in shape.examples
    ],
)
def test_a_shape_gives_what_its_example_says(text: str, numeral: str, kind: str) -> None:
    assert (numeral, kind) in [(text[n.start : n.end], n.kind) for n in scan(text)]


def test_every_shape_carries_an_example() -> None:
    assert [name for name, shape in tables.shapes()[1].items() if not shape.examples] == []


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        (example[0], example[1], rule["qualifier"])
        for part in ("before", "behind", "after")
        for rule in tables.read_table("qualifiers.toml")[part]
        for example in rule["examples"]
        if "约" not in example[0] or rule["qualifier"] == "about"
    ],
)
def test_a_qualifier_says_what_its_example_says(text: str, value: float, qualifier: str) -> None:
    assert [(n.value, n.qualifier) for n in scan("共" + text)] == [(value, qualifier)]


@pytest.mark.parametrize(
    "phrase",
    [p for rule in tables.read_table("guards.toml")["guard"] for p in (*rule["phrases"], *rule["examples"])],
)
def test_a_guard_of_the_table_holds(phrase: str) -> None:
    assert [n for n in scan("扎实推进" + phrase) if n.kind in QUANTITIES] == []


@pytest.mark.parametrize(
    ("word", "continuation"),
    [
        (u.word, c)
        for found in tables.units_by_first_character().values()
        for u in found
        for c in u.blocked
        if u.group == "count"
    ],
)
def test_a_measure_word_is_none_before_its_continuation(word: str, continuation: str) -> None:
    assert [n.unit for n in scan("共有37" + word + continuation)] != [word]


def test_a_table_with_an_unknown_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"shape": [{"name": "x", "kind": "colour", "pattern": "[0-9]", "examples": []}]}
    real = tables.read_table
    monkeypatch.setattr(tables, "read_table", lambda name: broken if name == "shapes.toml" else real(name))
    with pytest.raises(tables.NumberTableError, match=re.escape("kind 'colour' is none of")):
        tables.shapes.__wrapped__()
