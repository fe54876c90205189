"""What a small report is read as, in a form that a test can state whole."""

from __future__ import annotations

from typing import NamedTuple

from extractors import extract
from extractors.records import Observation

YEAR = ("2024-01-01", "2024-12-31")
NEXT_YEAR = ("2025-01-01", "2025-12-31")
LAST_YEAR = ("2023-01-01", "2023-12-31")
TITLE = "怀柔区渤海镇人民政府2024年法治政府建设年度报告"


class Reading(NamedTuple):
    """The slots of one observation, each with the value that most have."""

    metric: str | None
    value: float
    unit: str | None
    qualifier: str = "exact"
    status: str = "actual"
    period: tuple[str | None, str | None] = YEAR
    of_which: str | None = None
    subset: str | None = None
    scope: str = "own"
    yoy: tuple[float, str] | None = None
    value_max: float | None = None


def reading_of(observation: Observation) -> Reading:
    """Return the slots of an observation."""
    o = observation
    yoy = (o.yoy.value, o.yoy.unit) if o.yoy else None
    period = (o.period_start, o.period_end)
    return Reading(
        o.metric,
        o.value,
        o.unit,
        o.qualifier,
        o.status,
        period,
        o.of_which,
        o.subset,
        o.scope,
        yoy,
        o.value_max,
    )


def report(body: str, title: str = TITLE) -> str:
    """Return a small report of 2024 whose first section holds ``body``."""
    return f"{title}\n\n一、主要举措和成效\n\n{body}\n"


def readings(body: str, title: str = TITLE) -> list[Reading]:
    """Return how the observations of a small report are read, in the order of the text."""
    return [reading_of(o) for o in extract(report(body, title)).observations]


def facts(body: str, title: str = TITLE) -> list[Reading]:
    """Return the readings that have a metric and are no norm: those that may fill a cell."""
    return [r for r in readings(body, title) if r.metric and r.status != "norm"]


def roles(body: str) -> list[tuple[str, str]]:
    """Return text and role of each number behind the title of a small report."""
    return [(n.text, n.role) for n in extract(report(body)).numbers if n.start >= len(TITLE)]
