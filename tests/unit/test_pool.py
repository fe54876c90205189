"""Extraction in one process and in several gives the same rows; a text that breaks it costs itself alone."""

from __future__ import annotations

import os

from extractors.records import Extraction
from tests.fake_extractor import extract
from warehouse.engines.pool import FEW, Task, extract_many

TASKS = [
    Task(f"{number:03}", f"报告 - {2000 + number % 20} department 某局\nfine_amount {number}")
    for number in range(FEW + 20)
]


def extract_or_die(text: str) -> Extraction:
    """Extract, but take the whole process down at one text."""
    if "fine_amount 13" in text.splitlines():
        os._exit(1)
    return extract(text)


def test_one_process_and_two_yield_the_same_in_the_same_order() -> None:
    alone, pooled = list(extract_many(TASKS, extract, 1)), list(extract_many(TASKS, extract, 2))
    assert alone == pooled
    assert [outcome.document_id for outcome in alone] == [task.document_id for task in TASKS]


def test_a_text_that_raises_is_one_failure_without_its_words() -> None:
    broken = [*TASKS[:2], Task("x", "BREAK 某人的名字"), *TASKS[2:4]]
    outcomes = list(extract_many(broken, extract, 1))
    assert [outcome.failure for outcome in outcomes] == [
        None,
        None,
        "the extractor raised RuntimeError",
        None,
        None,
    ]


def test_a_text_that_kills_its_process_is_one_failure() -> None:
    outcomes = list(extract_many(TASKS, extract_or_die, 2))
    assert [o.document_id for o in outcomes if o.failure] == ["013"]
    assert [o.document_id for o in outcomes] == [task.document_id for task in TASKS]
