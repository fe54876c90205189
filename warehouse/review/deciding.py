"""A decision of a reviewer, written down as a correction: one file a fact, replaced by a later decision."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from extractors.privacy import MASK
from warehouse.corrections import complaint_about, load_corrections
from warehouse.durable import write_durably
from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.review.queue import Item

ACTIONS = ("accept", "override", "drop")
_WORDS_BEFORE, _WORDS_BEHIND = 14, 8
_LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a fact."""

    action: str
    """accept (read right), override (by ``value``) or drop (no value)."""
    reason: str
    who: str
    """Published: a role or initials will do."""
    value: float | None = None
    made_on: date | None = None
    """None: today (UTC)."""


def decide(home: Home, item: Item, decision: Decision) -> tuple[Path, bool]:
    """Write a decision into ``<home>/corrections``; return the file, and whether it replaces an earlier one.

    It names no offsets and no extractor. It holds as long as the source says what was decided upon: an
    accepted value must still be read, the words of an overridden or dropped one must still stand in the
    current edition; else the next run ends as with any correction that no longer fits.

    Raises:
        WrongArguments: the decision cannot be understood, or the cell is corrected elsewhere.
    """
    entry = _entry(item, decision)
    if complaint := complaint_about(entry):
        raise WrongArguments(
            f"The decision on {item.item_id} cannot be used: {complaint}.",
            expected="accept ID, override ID VALUE or drop ID, with --reason and --by",
            todo=f"the value of {item.metric} is given in {item.unit}",
        )
    path = home.corrections / f"review-{item.item_id}.toml"
    _refuse_second(home, item, path)
    existed = path.exists()
    home.corrections.mkdir(parents=True, exist_ok=True)
    write_durably(path, _toml(entry).encode(), mode=0o644)
    return path, existed


def _entry(item: Item, decision: Decision) -> dict[str, object]:
    read = item.machine_value
    is_of_value = decision.action == "accept" and read is not None
    expect: float | str | None = read if is_of_value else words_of(item) or read
    if expect is None:
        raise WrongArguments(
            f"Nothing in the text stands behind {item.item_id}: a decision has nothing to hold on to.",
            expected="a fact with a number in the text",
            todo="write an entry of your own: docs/review.md shows how",
        )
    entry: dict[str, object] = {
        "place": item.jurisdiction_code,
        "issuer": item.issuer_id,
        "report_type": item.report_type,
        "year": item.year,
        "metric": item.metric,
        "action": decision.action,
        "expect": expect,
        "reason": decision.reason,
        "who": decision.who,
        "when": decision.made_on or datetime.now(UTC).date(),
    }
    return entry if decision.value is None else {**entry, "value": decision.value}


def words_of(item: Item) -> str | None:
    """Return the number with the words around it, as printed; None where all of them are masked."""
    if item.sentence is None or item.text is None or item.text_at is None:
        return None
    start, end = item.text_at, item.text_at + len(item.text)
    before = item.sentence[max(0, start - _WORDS_BEFORE) : start].rpartition(MASK)[2]
    behind = item.sentence[end : end + _WORDS_BEHIND].partition(MASK)[0]
    words = f"{before}{item.sentence[start:end]}{behind}".strip()
    return words if len(words) >= _LEAST_WORDS and MASK not in words else None


def _refuse_second(home: Home, item: Item, path: Path) -> None:
    for other in load_corrections(home):
        if other.cell == item.cell and other.origin.startswith("home/") and path.name not in other.origin:
            raise WrongArguments(
                f"{item.place} {item.year} {item.metric} is corrected already: {other.origin}.",
                expected="one correction a fact",
                where=home.corrections,
                todo="change that entry, or take it out and decide again",
            )


def _toml(entry: Mapping[str, object]) -> str:
    lines = ["# fazhi review", "[[correction]]"]
    return "\n".join([*lines, *(f"{name} = {_written(value)}" for name, value in entry.items())]) + "\n"


def _written(value: object) -> str:
    if isinstance(value, str):
        # A string of JSON is one of TOML, but for the one control letter that JSON lets stand.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return value.isoformat() if isinstance(value, date) else repr(value)
