"""Extraction in one process and in several gives the same rows; a text that breaks it costs itself alone."""

from __future__ import annotations

import os

import pyarrow as pa

from extractors.records import Extraction
from tests.fake_extractor import extract
from warehouse.engines.pool import FEW, TEXTS, read_many

Task = tuple[str, str]
TASKS: list[Task] = [
    (f"{number:03}", f"报告 - {2000 + number % 20} department 某局\nfine_amount {number}")
    for number in range(FEW + 40)
]


def extract_or_die(text: str) -> Extraction:
    """Extract, but take the whole process down at two texts."""
    if {"fine_amount 13", "fine_amount 71"} & set(text.splitlines()):
        os._exit(1)
    return extract(text)


def read(tasks: list[Task], extractor: object, workers: int, chunk: int = 8) -> pa.Table:
    identifiers, texts = zip(*tasks, strict=True)
    table = pa.table({"document_id": identifiers, "text": texts}).cast(TEXTS)
    chunks = (table.slice(at, chunk) for at in range(0, len(table), chunk))
    return pa.concat_tables(read_many(chunks, len(tasks), extractor, workers))  # type: ignore[arg-type]


def test_one_process_and_two_yield_the_same_in_the_same_order() -> None:
    alone, pooled = read(TASKS, extract, 1), read(TASKS, extract, 2, chunk=11)
    assert alone.equals(pooled.cast(alone.schema))
    assert alone["document_id"].to_pylist() == [identifier for identifier, _ in TASKS]
    assert set(alone["outcome"].to_pylist()) == {"report"}


def test_a_text_that_raises_is_one_failure_without_its_words() -> None:
    broken = [*TASKS[:2], ("x", "BREAK 某人的名字"), *TASKS[2:4]]
    found = read(broken, extract, 1)
    reasons = [None, None, "the extractor raised RuntimeError", None, None]
    assert found["reason"].to_pylist() == reasons
    assert found["outcome"].to_pylist() == ["failed" if reason else "report" for reason in reasons]


def test_a_text_that_kills_its_process_is_one_failure() -> None:
    found = read(TASKS, extract_or_die, 2)
    failed = [row["document_id"] for row in found.select(["document_id", "outcome"]).to_pylist()
              if row["outcome"] == "failed"]  # fmt: skip
    assert failed == ["013", "071"]
    assert found["document_id"].to_pylist() == [identifier for identifier, _ in TASKS]
