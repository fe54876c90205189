"""The resolver against 41 thousand legal names, from a list that is for tests only."""

from __future__ import annotations

import csv
import gzip
import io
import time
from pathlib import Path

import pytest

from extractors.places import cli_record

ENOUGH = 0.99
Row = dict[str, str]


@pytest.fixture(scope="module")
def legal_names(shared_dir: Path) -> list[Row]:
    packed = (shared_dir / "eval" / "jurisdictions.csv.gz").read_bytes()
    return list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))))


def _outcomes(rows: list[Row], asked: str) -> tuple[int, int, int, int]:
    """How many were settled rightly, wrongly, left open with the truth in hand, left open without."""
    right = wrong = held = lost = 0
    for row in rows:
        truth = set(row["nbs2023_code"].split(";"))
        record = cli_record(row["path"], row[asked])
        if record["code"]:
            right, wrong = right + (record["code"] in truth), wrong + (record["code"] not in truth)
        else:
            is_held = bool(truth & set(record["candidates"]))
            held, lost = held + is_held, lost + (not is_held)
    return right, wrong, held, lost


def test_a_name_with_its_path_is_settled_rightly(legal_names: list[Row]) -> None:
    started = time.process_time()
    right, _, _, _ = _outcomes(legal_names, "path")
    assert len(legal_names) > 41_000
    assert right / len(legal_names) >= ENOUGH
    # A bound against slips; `python -m tests.benchmarks.places` prints the time.
    assert time.process_time() - started < 20


def test_a_bare_name_is_settled_rightly_or_stays_open_with_the_truth_in_hand(legal_names: list[Row]) -> None:
    right, wrong, held, lost = _outcomes(legal_names, "legal_name")
    assert right / (right + wrong) >= ENOUGH
    assert right / len(legal_names) >= 0.69
    assert held / (held + lost) >= ENOUGH
