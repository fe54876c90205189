"""A random sample of a user's own published observations, drawn so that anybody can draw it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.readers import open_published
from warehouse.statements import read_statement

LARGEST = 2000


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, and what from."""

    version: int
    metric: str | None
    """None: of all metrics."""
    seed: int
    population: int
    rows: tuple[dict[str, Any], ...]
    """Rows of ``sql/evaluation/audit_sample.sql``."""


def draw(home: Home, metric: str | None, size: int, seed: int, version: int | None = None) -> Sample:
    """Draw ``size`` observations of the current reports, or all where there are no more.

    The order is that of a hash over seed and observation: a corpus that grows keeps most of a sample.

    Raises:
        WrongArguments: nothing is published, the size is none, or there is nothing to draw from.
    """
    if not 1 <= size <= LARGEST:
        raise WrongArguments(f"A sample of {size} cannot be drawn.", expected=f"--n from 1 to {LARGEST}")
    with open_published(home, version) as published:
        parameters = {"metric": metric, "seed": str(seed), "size": size}
        rows = published.rows(read_statement("evaluation/audit_sample.sql"), parameters)
        if not rows:
            raise WrongArguments(
                f"No observation of {metric or 'any metric'} is published.",
                expected="a metric that some report has",
                where=home.root,
                todo="fazhi query 'select metric, count(*) from observation group by metric order by 2 desc'",
            )
        return Sample(published.version, metric, seed, int(rows[0]["population"]), tuple(rows))
