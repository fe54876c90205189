"""What waits for a decision, in the order in which it matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.corrections import load_corrections
from warehouse.errors import WrongArguments
from warehouse.explanation import find_place
from warehouse.home import Home
from warehouse.readers import Published, open_published
from warehouse.statements import read_statement

LOW_CONFIDENCE = 0.9
"""Readings below it are looked at; ``confidence_accuracy`` tells how right the extractor is from there on."""
_LEAST_OF_ID = 4
_SHOWN = 8


@dataclass(frozen=True)
class Item:
    """One fact in doubt."""

    item_id: str
    jurisdiction_code: str
    place: str
    issuer_id: str
    issuer_name: str | None
    report_type: str
    year: int
    metric: str
    name_zh: str
    name_en: str
    tier: int
    """1 is the core of the catalogue."""
    value: float | None
    """What is published."""
    unit: str
    machine_value: float | None
    confidence: float | None
    kinds: list[str]
    """Why: contradicts, conflicting, anomalous, low_confidence."""
    findings: list[str]
    told: list[float] | None
    """The values that the text gives."""
    disagreement: float
    """How far these, or what they contradict, lie apart: 0 not at all, 1 wholly."""
    correction_id: str | None
    document_id: str
    file: str
    text: str | None
    """The number as written."""
    sentence: str | None
    text_at: int | None
    """Where in the sentence the number stands."""

    @property
    def cell(self) -> tuple[str, str, str, int, str]:
        """The key of the fact."""
        return (self.jurisdiction_code, self.issuer_id, self.report_type, self.year, self.metric)


@dataclass(frozen=True)
class Queue:
    """What waits for a decision, the most important first."""

    items: list[Item]
    waiting: int
    """How many facts wait, those that are not listed included."""
    decided: int
    """How many decisions take effect with the next run."""
    version: int


def read_queue(
    home: Home, place: str | None = None, year: int | None = None, limit: int | None = None
) -> Queue:
    """Return the facts that wait for a decision: of a place and all below it, of a year, at most ``limit``.

    Raises:
        WrongArguments: nothing is published, the place is unknown, or a correction cannot be understood.
    """
    with open_published(home) as published:
        code = find_place(published, place)[0] if place is not None else None
        found = _items(published, None, code, year)
        fresh = _decided_since(home, published)
        waiting = [item for item in found if item.cell not in fresh]
        return Queue(waiting[:limit], len(waiting), len(fresh), published.version)


def find_item(home: Home, item_id: str) -> Item:
    """Return the fact whose id begins so; one that waits before one that is settled.

    Raises:
        WrongArguments: nothing is published, no id begins so, or more than one.
    """
    if len(item_id) < _LEAST_OF_ID:
        raise _unknown(item_id, f"{_LEAST_OF_ID} letters of an id or more")
    with open_published(home) as published:
        found = _items(published, item_id.lower(), None, None)
    waiting = [item for item in found if item.kinds and item.correction_id is None]
    if len(chosen := waiting or found) == 1:
        return chosen[0]
    if not chosen:
        raise _unknown(item_id, "an id of the queue, or its beginning")
    raise _unknown(item_id, "one of\n    " + "\n    ".join(_named(chosen[:_SHOWN])), len(chosen))


def _items(published: Published, item_id: str | None, place: str | None, year: int | None) -> list[Item]:
    bound = {"item": item_id, "place": place, "year": year, "confidence": LOW_CONFIDENCE}
    rows: list[dict[str, Any]] = published.rows(read_statement("review/facts.sql"), bound)
    return [Item(**row) for row in rows]


def _decided_since(home: Home, published: Published) -> set[tuple[str, str, str, int, str]]:
    """Return the cells with a correction that the published version does not know yet."""
    known = {row["correction_id"] for row in published.rows("select correction_id from correction")}
    return {found.cell for found in load_corrections(home) if found.correction_id not in known}


def _named(items: Sequence[Item]) -> Iterable[str]:
    return (f"{item.item_id} {item.place} {item.year} {item.metric}" for item in items)


def _unknown(item_id: str, expected: str, count: int = 0) -> WrongArguments:
    found = f"{count} facts have an id that begins with" if count else "There is no fact with the id"
    return WrongArguments(f"{found} {item_id!r}.", expected=expected, todo="fazhi review lists them")
