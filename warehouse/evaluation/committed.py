"""The extraction of the samples as it was last accepted: one observation a line, to be read in review.

What stands in every line is left out: exact, actual, own scope, and whatever is empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractors.records import Extraction, Observation
from warehouse.errors import WrongArguments

Row = dict[str, Any]
PATH = Path(__file__).resolve().parents[2] / "tests" / "golden" / "samples.extraction.jsonl"
USUAL = {"qualifier": "exact", "status": "actual", "scope": "own"}


def rows_of(extractions: Mapping[str, Extraction]) -> list[Row]:
    """Return the observations of all documents as compact rows, in the order of the texts."""
    return [
        _row(document, observation)
        for document in sorted(extractions)
        for observation in extractions[document].observations
    ]


def _row(document: str, observation: Observation) -> Row:
    change = observation.yoy
    row: Row = {
        "document": document,
        "start": observation.start,
        "end": observation.end,
        "metric": observation.metric,
        "value": observation.value,
        "value_max": observation.value_max,
        "unit": observation.unit,
        "qualifier": observation.qualifier,
        "status": observation.status,
        "period": _period(observation),
        "of_which": observation.of_which,
        "subset": observation.subset,
        "scope": observation.scope,
        "change": f"{change.value} {change.unit}" if change else None,
    }
    return {key: value for key, value in row.items() if value not in (None, USUAL.get(key))}


def _period(observation: Observation) -> str | None:
    if observation.period_start is None and observation.period_end is None:
        return None
    return f"{observation.period_start or ''}/{observation.period_end or ''}"


def as_text(rows: list[Row]) -> str:
    """Return the file's content."""
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)


def read(path: Path = PATH) -> list[Row]:
    """Return the rows that were accepted last.

    Raises:
        WrongArguments: the file is missing, or is none of these.
    """
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, ValueError) as error:
        raise WrongArguments(
            f"The accepted extraction of the samples cannot be read: {type(error).__name__}.",
            expected="one observation a line",
            where=path.name,
            todo="python -m warehouse.evaluation.changes --accept",
        ) from error
