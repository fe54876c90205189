"""The report of what a change of the extractor gains, loses and changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from warehouse.evaluation.changes import compare, main, told

TEXTS = {"a.txt": "全年调解纠纷12件，培训3场，发放资料500份。"}


def row(start: int, value: int, metric: str | None = "m", **more: Any) -> dict[str, Any]:
    found = {"document": "a.txt", "start": start, "end": start + len(str(value)), "value": value, **more}
    return {**found, "metric": metric} if metric else found


@pytest.mark.parametrize(
    ("before", "now", "counts"),
    [
        ([row(6, 12)], [row(6, 12)], (0, 0, 0, 0)),
        ([], [row(6, 12)], (1, 0, 0, 0)),
        ([row(6, 12)], [], (0, 1, 0, 0)),
        ([row(6, 12)], [row(6, 12, status="target")], (0, 0, 1, 0)),
        ([row(6, 12, None)], [row(6, 12, "m")], (0, 0, 1, 0)),
        ([row(6, 12)], [row(6, 120)], (0, 0, 1, 0)),
        ([row(6, 12)], [row(9, 12)], (0, 0, 0, 1)),
        ([row(6, 12)], [row(6, 12), row(6, 12, "other")], (1, 0, 0, 0)),
        ([row(6, 12), row(12, 3)], [row(12, 3), row(17, 500)], (1, 1, 0, 0)),
        ([row(6, 12, "x")], [row(6, 13, "y")], (1, 1, 0, 0)),
    ],
)
def test_readings_are_paired_by_place_then_by_what_they_say(
    before: list[dict[str, Any]], now: list[dict[str, Any]], counts: tuple[int, ...]
) -> None:
    found = compare(before, now)
    assert (len(found.gained), len(found.lost), len(found.changed), found.moved) == counts
    assert bool(found) == any(counts)


def test_a_change_is_told_with_its_slots_and_the_words_around_it() -> None:
    lines = told(compare([row(6, 12), row(12, 3)], [row(6, 12, qualifier="about")]), TEXTS)
    assert lines[0].startswith("- a.txt")
    assert "«全年调解纠纷12件，培训[3]场" in lines[0]
    assert "qualifier: exact → about" in lines[1]
    assert lines[-1] == "0 gained, 1 lost, 1 changed, 0 moved"


def test_the_accepted_extraction_of_the_samples_is_that_of_the_extractor(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Read what has changed (make changes), then accept it: make changes ACCEPT=1."""
    assert main([]) == 0
    told_now = capsys.readouterr().out
    assert told_now == "0 gained, 0 lost, 0 changed, 0 moved\n", told_now


def test_a_missing_file_ends_with_2_and_accepting_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "accepted.jsonl"
    assert main(["--file", str(path)]) == 2
    assert "--accept" in capsys.readouterr().out
    assert main(["--file", str(path), "--accept"]) == 0
    capsys.readouterr()
    assert main(["--file", str(path)]) == 0
    assert capsys.readouterr().out == "0 gained, 0 lost, 0 changed, 0 moved\n"
