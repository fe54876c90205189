"""The golden set that ships with the project: the samples, each with a hand-checked reading.

The extractor is scored on it once a process: what it says of every metric is then a table beside the data.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from extractors.records import Extraction
from warehouse.evaluation.intervals import wilson
from warehouse.evaluation.labels import LabelledReport, load_labels
from warehouse.evaluation.scoring import Scoreboard, Tally, score

SET = "samples"
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
THRESHOLDS = (0.0, 0.7, 0.8, 0.85, 0.9, 0.95)
_DIGITS = 6


@cache
def sample_reports() -> tuple[LabelledReport, ...]:
    """Return the samples with their labels."""
    return load_labels(SAMPLES / "expected" / "reports.jsonl", SAMPLES / "reports")


@cache
def sample_extractions() -> dict[str, Extraction]:
    """Return what the extractor reads in each sample."""
    from extractors import extract

    return {report.document: extract(report.text) for report in sample_reports()}


@cache
def sample_scoreboard() -> Scoreboard:
    """Return how the extractor does on the samples."""
    observations = {name: extraction.observations for name, extraction in sample_extractions().items()}
    return score(sample_reports(), observations)


def metric_rows() -> list[dict[str, Any]]:
    """Return the rows of ``metric_accuracy``."""
    return [{"golden_set": SET, "metric": m, **_row(t)} for m, t in sample_scoreboard().by_metric.items()]


def confidence_rows() -> list[dict[str, Any]]:
    """Return the rows of ``confidence_accuracy``."""
    return [{"golden_set": SET, **row} for row in bands(sample_scoreboard())]


def bands(board: Scoreboard) -> list[dict[str, Any]]:
    """Return, from each threshold of confidence on, how many readings there are and how many are right."""
    rows = []
    for threshold in THRESHOLDS:
        kept = board.at_least(threshold)
        right = sum(reading.is_right for reading in kept)
        low, high = wilson(right, len(kept)) or (None, None)
        rows.append(
            {
                "minimum_confidence": threshold,
                "judged_count": len(kept),
                "right_count": right,
                "exact_count": sum(reading.is_exact for reading in kept),
                "share": rounded(len(kept) / len(board.judged)) if board.judged else None,
                "precision": rounded(right / len(kept)) if kept else None,
                "precision_low": rounded(low),
                "precision_high": rounded(high),
            }
        )
    return rows


def _row(tally: Tally) -> dict[str, Any]:
    precision = wilson(tally.found, tally.read) or (None, None)
    recall = wilson(tally.found, tally.support) or (None, None)
    return {
        "support": tally.support,
        "found": tally.found,
        "extra": tally.extra,
        "exact": tally.exact,
        "precision": rounded(tally.precision),
        "precision_low": rounded(precision[0]),
        "precision_high": rounded(precision[1]),
        "recall": rounded(tally.recall),
        "recall_low": rounded(recall[0]),
        "recall_high": rounded(recall[1]),
        "all_slots_f1": rounded(tally.all_slots_f1),
    }


def rounded(share: float | None) -> float | None:
    """Return a share as it is shown: the same bytes on every machine."""
    return None if share is None else round(share, _DIGITS)
