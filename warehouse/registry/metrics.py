"""The metric catalogue as the warehouse needs it: names, units, types, ranges, short names."""

from __future__ import annotations

import csv
import fnmatch
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from extractors.catalogue import load_catalogue
from warehouse.registry.model import SHORT_NAME_LIMIT

_HERE = Path(__file__).parent
# Wide enough for any true figure; a number beyond is a misreading, and would not fit the column's type.
_RANGES = {"count": (0.0, 1e12), "amount": (0.0, 1e14), "rate": (0.0, 1000.0), "score": (0.0, 10000.0)}


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of the catalogue."""

    key: str
    family: str
    tier: int
    name_zh: str
    name_en: str
    unit: str
    kind: str
    additive: bool
    is_stock: bool
    caveats: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How metrics of one report must fit together."""

    relation: str
    kind: str
    """part: not above its whole; sum: two parts make the whole; flow: what is done of what came in."""
    part_metric: str
    other_part_metric: str | None
    whole_metric: str
    rate_metric: str | None
    intake: str | None
    """The word under which a number that came in stands for the whole (受理318件，成功304件，成功率…)."""


@dataclass(frozen=True, slots=True)
class Break:
    """A day on which a metric changed its meaning."""

    metric: str
    break_date: date
    law: str
    note: str


def value_range(kind: str) -> tuple[float, float]:
    """Return the lowest and highest value that a metric of this kind may have."""
    return _RANGES[kind]


@cache
def load_metrics() -> tuple[Metric, ...]:
    """Return the metrics in the order of the catalogue."""
    return tuple(
        Metric(
            key=m.key,
            family=m.family,
            tier=m.tier,
            name_zh=m.name_zh,
            name_en=m.name_en,
            unit=m.unit,
            kind=m.kind,
            additive=m.additive,
            is_stock=m.is_stock,
            caveats=m.caveat,
            short_name=short_name(m.key),
        )
        for m in load_catalogue().metrics.values()
    )


@cache
def load_relations() -> tuple[Relation, ...]:
    """Return the relations between metrics."""
    with (_HERE / "relations.csv").open(encoding="utf-8", newline="") as source:
        return tuple(
            Relation(
                relation=r["relation"],
                kind=r["kind"],
                part_metric=r["part"],
                other_part_metric=r["other_part"] or None,
                whole_metric=r["whole"],
                rate_metric=r["rate"] or None,
                intake=r["intake"] or None,
            )
            for r in csv.DictReader(source)
        )


@cache
def load_breaks() -> tuple[Break, ...]:
    """Return the known breaks in meaning, one a metric and day.

    Raises:
        ValueError: an entry speaks of no metric of the catalogue.
    """
    breaks = []
    with (_HERE / "breaks.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            for pattern in row["metrics"].split():
                meant = fnmatch.filter((metric.key for metric in load_metrics()), pattern)
                if not meant:
                    raise ValueError(f"breaks.csv: no metric is called {pattern}")
                day = date.fromisoformat(row["break_date"])
                breaks += [Break(metric, day, row["law"], row["note"]) for metric in meant]
    return tuple(breaks)


def short_name(key: str) -> str:
    """Return a name of at most 32 characters: words are abbreviated from the longest on, as far as needed."""
    words = key.split("_")
    for word in sorted((w for w in words if w in _abbreviations()), key=len, reverse=True):
        if len("_".join(words)) <= SHORT_NAME_LIMIT:
            break
        words[words.index(word)] = _abbreviations()[word]
    return "_".join(words)


@cache
def _abbreviations() -> dict[str, str]:
    with (_HERE / "abbreviations.csv").open(encoding="utf-8", newline="") as source:
        return {row["word"]: row["short"] for row in csv.DictReader(source)}
