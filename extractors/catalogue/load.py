"""Load and validate the catalogue files.

A rule speaks of words and of where they stand, never of patterns:

``near`` and ``near2``
    one word of each must stand beside the number (see ``extractors.windows``);
``with``
    one word must stand in the same sentence, its heading or the sentence before;
``led_by``
    like ``with``, but the word must stand before the number, or beside it;
``not`` / ``unless``
    none of these words may stand beside the number / anywhere in the sentence;
``after``
    a number of one of these metrics must come before in the same sentence;
``bare``
    the rule fits a number that has no words of its own, after such a metric;
``issuer``
    ``authority`` for bodies that decide reconsiderations, ``respondent`` for the others.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FAMILIES = (
    "governance", "training", "publicity", "legality_review", "enforcement", "disputes",
    "petitions", "litigation", "disclosure", "legal_services", "government_services", "safety",
)  # fmt: skip
_FOLDER = Path(__file__).parent
_METRIC_KEYS = {
    "zh",
    "en",
    "unit",
    "kind",
    "tier",
    "additive",
    "stock",
    "zero",
    "parts",
    "kind_of",
    "units",
    "rules",
    "caveat",
    "examples",
}
_RULE_KEYS = {
    "near",
    "near2",
    "with",
    "not",
    "unless",
    "led_by",
    "after",
    "bare",
    "issuer",
    "units",
    "priority",
    "of_which",
    "zero",
}


class CatalogueError(ValueError):
    """A catalogue file says something that the loader cannot take."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One way in which reports name a metric."""

    name: str
    metric: str
    units: frozenset[str]
    near: frozenset[str]
    near2: frozenset[str]
    context: frozenset[str]
    led_by: frozenset[str]
    excluded: frozenset[str]
    unless: frozenset[str]
    after: frozenset[str]
    bare: bool
    issuer: str | None
    of_which: bool
    priority: float

    @property
    def needs_no_context(self) -> bool:
        """Whether the words beside the number are all that it asks for."""
        return not (self.context or self.led_by or self.after)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its meaning, unit and kind, and the rules that recognise it."""

    key: str
    family: str
    tier: int
    name_zh: str
    name_en: str
    unit: str
    """Canonical unit: 元 for amounts, % for rates, else the usual measure word."""
    kind: str
    additive: bool
    is_stock: bool
    can_be_zero: bool
    """A report may state the value nought in words (未发生…)."""
    caveat: str
    kind_of: str | None
    """The wider metric of which this one counts a kind."""
    parts: tuple[str, ...]
    """Words beside the number that narrow it to a part or kind of the metric."""
    rules: tuple[Rule, ...]
    examples: tuple[tuple[str, float], ...]
    """Clauses with the value that the metric has in them: the tests of its rules."""


@dataclass(frozen=True, slots=True)
class Compound:
    """A noun in which a cue word is only a syllable."""

    keep: frozenset[str]
    """Words that count inside it all the same."""
    not_before: str
    """Characters before which it is another word (行政复议法|律文书)."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All metrics, and the indexes that reading a text needs."""

    metrics: dict[str, Metric]
    words: frozenset[str]
    """Every word that some rule looks for."""
    compounds: dict[str, Compound]
    """Nouns in which a cue word is only a syllable, with the words that count all the same."""
    bare_rules: tuple[Rule, ...]
    kind_of_unit: dict[str, str]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


def _words(value: str) -> frozenset[str]:
    return frozenset(w for w in value.split("|") if w)


def _units(value: str, classes: dict[str, list[str]]) -> frozenset[str]:
    units: set[str] = set()
    for unit in value.split("|"):
        units.update(classes[unit[1:]] if unit.startswith("@") else [unit])
    return frozenset(units)


def _rule(
    metric: str, entry: dict[str, Any], row: dict[str, Any], number: int, classes: dict[str, list[str]]
) -> Rule:
    if unknown := set(row) - _RULE_KEYS:
        raise CatalogueError(
            f"{metric}, rule {number}: unknown key {sorted(unknown)}; known are {sorted(_RULE_KEYS)}"
        )
    if not row.get("near") and not row.get("bare"):
        raise CatalogueError(f"{metric}, rule {number}: a rule needs 'near', or 'bare' with 'after'")
    return Rule(
        name=f"{metric}/{number}",
        metric=metric,
        units=_units(row.get("units", entry["units"]), classes),
        near=_words(row.get("near", "")),
        near2=_words(row.get("near2", "")),
        context=_words(row.get("with", "")),
        led_by=_words(row.get("led_by", "")),
        excluded=_words(row.get("not", "")),
        unless=_words(row.get("unless", "")),
        after=_words(row.get("after", "")),
        bare=bool(row.get("bare", False)),
        issuer=row.get("issuer"),
        of_which=bool(row.get("of_which", False)),
        priority=float(row.get("priority", 0)),
    )


def _metric(key: str, family: str, entry: dict[str, Any], classes: dict[str, list[str]]) -> Metric:
    if unknown := set(entry) - _METRIC_KEYS:
        raise CatalogueError(
            f"{family}.toml, {key}: unknown key {sorted(unknown)}; known are {sorted(_METRIC_KEYS)}"
        )
    if missing := {"zh", "en", "unit", "kind", "tier", "units", "rules", "examples"} - set(entry):
        raise CatalogueError(f"{family}.toml, {key}: missing {sorted(missing)}")
    return Metric(
        key=key,
        family=family,
        tier=entry["tier"],
        name_zh=entry["zh"],
        name_en=entry["en"],
        unit=entry["unit"],
        kind=entry["kind"],
        additive=entry.get("additive", False),
        is_stock=entry.get("stock", False),
        can_be_zero=entry.get("zero", False),
        caveat=entry.get("caveat", ""),
        kind_of=entry.get("kind_of"),
        parts=tuple(w for w in entry.get("parts", "").split("|") if w),
        rules=tuple(_rule(key, entry, row, i + 1, classes) for i, row in enumerate(entry["rules"])),
        examples=tuple((clause, value) for clause, value in entry["examples"]),
    )


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """Return the catalogue, read once a process.

    Raises:
        CatalogueError: a file has an unknown or missing key; the message names file and metric.
    """
    measures = _read("measures.toml")
    metrics: dict[str, Metric] = {}
    for family in FAMILIES:
        for key, entry in _read(f"{family}.toml").items():
            metrics[key] = _metric(key, family, entry, measures["classes"])
    rules = [rule for metric in metrics.values() for rule in metric.rules]
    words: set[str] = set()
    for rule in rules:
        if unknown := rule.after.difference(metrics):
            raise CatalogueError(f"{rule.name}: 'after' names no metric of the catalogue: {sorted(unknown)}")
        words |= rule.near | rule.near2 | rule.context | rule.led_by | rule.excluded | rule.unless
    return Catalogue(
        metrics=metrics,
        words=frozenset(words),
        compounds={
            row["word"]: Compound(frozenset(row.get("keep", ())), row.get("not_before", ""))
            for row in _read("compounds.toml")["compound"]
        },
        bare_rules=tuple(rule for rule in rules if rule.bare),
        kind_of_unit={unit: kind for kind, units in measures["kinds"].items() for unit in units},
    )
