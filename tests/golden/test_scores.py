"""What ``make score`` holds no bound for: offsets, the account of every number, heads, a page's example."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.catalogue.load import _metric, _read

ROOT = Path(__file__).parents[2]
OTHER_SHARE = 0.03


def scored(shared: Path, *options: str) -> dict[str, Any]:
    """Return the scorer's figures for one set."""
    command = [sys.executable, str(shared / "eval" / "score.py"), "--json", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = next(iter(json.loads(done.stdout).values()))
    return figures


@pytest.mark.parametrize("name", ["reports", "clauses"])
def test_every_number_of_the_shared_sets_is_accounted_for(shared_dir: Path, name: str) -> None:
    figures = scored(shared_dir, "--only", name)
    assert (figures["bad_offsets"], figures["numbers_accounted"]) == (0, 1.0)
    assert figures["other_share"] <= OTHER_SHARE
    assert figures.get("head", "15/15") == "15/15"


def test_every_number_of_the_samples_is_accounted_for_and_every_head_is_right(shared_dir: Path) -> None:
    samples = ROOT / "warehouse" / "samples"
    labels = str(samples / "expected" / "reports.jsonl")
    texts = str(samples / "reports")
    figures = scored(shared_dir, "--only", "reports", "--reports", labels, "--texts", texts)
    assert (figures["bad_offsets"], figures["numbers_accounted"], figures["head"]) == (0, 1.0, "48/48")
    assert figures["other_share"] <= OTHER_SHARE


def test_the_metric_that_contributing_shows_loads() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n(.*?)```", page, re.S)
    assert block
    ((key, entry),) = tomllib.loads(block[1]).items()
    metric = _metric(key, "safety", entry, _read("measures.toml")["classes"])
    assert metric.examples == (("组织防汛演练3次", 3),)
