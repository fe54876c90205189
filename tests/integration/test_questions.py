"""What analysts ask, asked of the samples: each question has its expected rows.

``FAZHI_ACCEPT=1`` in the environment writes the rows down as they are now; read the difference before it
is committed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from warehouse import open_published
from warehouse.questions import load_questions
from warehouse.readers import Published
from warehouse.statements import FOLDER

QUESTIONS = load_questions()
EXPECTED = Path(__file__).parent / "data" / "questions.json"
Fazhi = Callable[..., Any]


@pytest.fixture(scope="module")
def published(sample_home: Path) -> Iterator[Published]:
    with open_published(sample_home) as opened:
        yield opened


@pytest.fixture(scope="module")
def expected(published: Published) -> dict[str, Any]:
    if os.environ.get("FAZHI_ACCEPT") == "1":
        answers = {name: _answer(published, name) for name in QUESTIONS}
        EXPECTED.parent.mkdir(exist_ok=True)
        EXPECTED.write_text(_told(answers), encoding="utf-8")
    rows: dict[str, Any] = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return rows


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_question_has_its_expected_answer(
    name: str, published: Published, expected: dict[str, Any]
) -> None:
    assert expected[name]["rows"], "a question that nothing answers shows nothing"
    assert _answer(published, name) == expected[name]


def test_every_answer_belongs_to_a_question(expected: dict[str, Any]) -> None:
    assert list(expected) == list(QUESTIONS)


def test_there_are_thirty_questions_each_short_and_asked_in_both_languages() -> None:
    assert len(QUESTIONS) >= 30
    for name, asked in QUESTIONS.items():
        text = (FOLDER / "questions" / f"{name}.sql").read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 25, name
        assert asked.asked_zh.endswith("？"), name
        assert asked.asked_en.endswith("?"), name
        assert "order by" in text, f"{name} gives its rows in no order"


def test_the_planted_contradictions_of_the_samples_are_answers(published: Published) -> None:
    """What the samples' README says was planted, held against the questions by hand."""
    restated = published.rows(QUESTIONS["restated_figures"].statement)
    told = {(row["issuer_name"], row["as_told_a_year_later"], row["as_told_then"]) for row in restated}
    assert ("安吉县人民政府", 165.0, 173.0) in told
    found = published.rows(QUESTIONS["contradictions_found"].statement)
    told_of = {(row["issuer_name"], row["report_year"], row["finding"]) for row in found}
    assert ("董浜镇人民政府", 2024, "part_above_whole") in told_of
    rates = published.rows(QUESTIONS["stated_against_computed_rate"].statement)
    assert ("江苏省苏州市常熟市董浜镇", 2024, 98.7) in {
        (row["full_name"], row["year"], row["stated_rate"]) for row in rates
    }
    silent = published.rows(QUESTIONS["towns_without_litigation"].statement)
    assert ("兴隆镇", "stated_zero") in {(row["jurisdiction_name"], row["how_it_is_told"]) for row in silent}


def test_a_question_is_asked_by_its_name(sample_home: Path, fazhi: Fazhi) -> None:
    listed = fazhi("query", "--questions")
    assert listed.code == 0
    assert all(name in listed.out for name in QUESTIONS)
    answered = fazhi("query", "--question", "fines_per_inspection", "--format", "json", "--home", sample_home)
    assert answered.code == 0, answered.err
    assert json.loads(answered.out)[0]["fine_per_inspection_amount"] > 0
    assert "每次检查罚了多少钱" in answered.err


@pytest.mark.parametrize(
    "asked", [(), ("select 1", "--question", "months_covered"), ("--question", "nothing")]
)
def test_what_cannot_be_asked_is_told_so(asked: tuple[str, ...], sample_home: Path, fazhi: Fazhi) -> None:
    ended = fazhi("query", *asked, "--home", sample_home)
    assert ended.code == 2
    assert "fazhi query --questions" in ended.err


def _answer(published: Published, name: str) -> dict[str, Any]:
    frame = published.sql(QUESTIONS[name].statement)
    rows = json.loads(json.dumps([list(row) for row in frame.rows()], default=str))
    return {"columns": frame.columns, "rows": rows}


def _told(answers: dict[str, dict[str, Any]]) -> str:
    """One row a line, so that a difference can be read."""
    parts = []
    for name, answer in answers.items():
        rows = ",\n   ".join(json.dumps(row, ensure_ascii=False) for row in answer["rows"])
        columns = json.dumps(answer["columns"])
        parts.append(f' "{name}": {{\n  "columns": {columns},\n  "rows": [\n   {rows}\n  ]\n }}')
    return "{\n" + ",\n".join(parts) + "\n}\n"
