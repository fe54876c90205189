"""The marks that a user set on a sample, and the precision that they come to."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.errors import WrongArguments
from warehouse.evaluation.intervals import wilson

FORMAT = "fazhi-marks/1"
MARKS = ("right", "wrong", "unsure")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many of a metric's sampled observations are right."""

    right: int
    wrong: int
    unsure: int

    @property
    def precision(self) -> float | None:
        """Right among right and wrong; those that nobody could decide count neither way."""
        judged = self.right + self.wrong
        return self.right / judged if judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Its 95 % interval."""
        return wilson(self.right, self.right + self.wrong)


def read_marks(path: Path) -> dict[str, Verdict]:
    """Return the verdict on each metric of a marks file, by name.

    Raises:
        WrongArguments: it is no marks file, or holds a mark that is none, or the same observation twice.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise ValueError(f"format {content['format']!r}")
        marks = [_mark(row) for row in content["marks"]]
        if len({identifier for identifier, _, _ in marks}) < len(marks):
            raise ValueError("an observation stands twice")
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise WrongArguments(
            f"The marks cannot be read: {type(error).__name__} {error}.",
            expected=f"the JSON file ({FORMAT}) that the page of fazhi audit-sample gives to download",
            where=path,
        ) from error
    counts = Counter((metric, mark) for _, metric, mark in marks)
    metrics = sorted({metric for _, metric, _ in marks})
    return {metric: Verdict(*(counts[metric, mark] for mark in MARKS)) for metric in metrics}


def _mark(row: dict[str, Any]) -> tuple[str, str, str]:
    identifier, metric, mark = str(row["observation_id"]), str(row["metric"]), str(row["mark"])
    if mark not in MARKS:
        raise ValueError(f"mark {mark!r}, none of {', '.join(MARKS)}")
    return identifier, metric, mark


def overall(verdicts: dict[str, Verdict]) -> Verdict:
    """Return the verdict on all metrics together."""
    found = verdicts.values()
    return Verdict(sum(v.right for v in found), sum(v.wrong for v in found), sum(v.unsure for v in found))
