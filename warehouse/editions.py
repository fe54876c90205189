"""Two editions of one report side by side: which numbers came, went, or changed.

What belongs here: matching the numbers of two texts. What does not: which edition is current
(``sql/core/report.sql``), or what differs between two published versions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.errors import WrongArguments
from warehouse.explanation import find_place
from warehouse.home import Home
from warehouse.readers import Published, open_published
from warehouse.statements import read_statement

Row = dict[str, Any]
_AMOUNT = ("value", "value_max", "qualifier")
_MEANING = (
    "metric",
    "unit",
    "status",
    "scope",
    "subset",
    "of_which",
    "period_start",
    "period_end",
)


@dataclass(frozen=True)
class Edition:
    """One edition of a report."""

    report_id: str
    report_type: str
    issuer_id: str
    issuer_name: str | None
    title: str | None
    edition: int
    edition_rule: str | None
    """The rule that put it behind the one before."""
    is_current: bool
    publish_date: str | None
    source_url: str | None
    document_id: str
    file: str


@dataclass(frozen=True)
class NumberChange:
    """What happened to one number between two editions."""

    change: str
    """added, removed or changed."""
    metric: str | None
    name_zh: str | None
    subset: str | None
    unit: str | None
    old_text: str | None
    new_text: str | None
    old_value: float | None
    new_value: float | None
    old_sentence: str | None
    new_sentence: str | None


@dataclass(frozen=True)
class Comparison:
    """Two editions and the numbers that differ, in the order of the newer text."""

    jurisdiction_code: str
    place: str
    year: int
    old: Edition
    new: Edition
    unchanged: int
    changes: list[NumberChange]


def compare_editions(
    home: Home,
    place: str,
    year: int,
    issuer: str | None = None,
    editions: tuple[int, int] | None = None,
    version: int | None = None,
) -> Comparison:
    """Compare two editions of a report: the current one and the one before, unless others are named.

    Raises:
        WrongArguments: the place is unknown, or its report has no such two editions.
    """
    with open_published(home, version) as published:
        code, name = find_place(published, place)
        old, new = _two_editions(published, code, name, year, issuer, editions)
        numbers = [
            published.rows(read_statement("explain/edition_numbers.sql"), [e.report_id]) for e in (old, new)
        ]
    unchanged, changes = match_numbers(*numbers)
    return Comparison(code, name, year, old, new, unchanged, changes)


def _two_editions(
    published: Published,
    code: str,
    place: str,
    year: int,
    issuer: str | None,
    editions: tuple[int, int] | None,
) -> tuple[Edition, Edition]:
    rows = published.rows(read_statement("explain/editions.sql"), [code, year])
    found = [Edition(**row) for row in rows]
    # The first body that has two editions, unless one is named.
    several = {e.issuer_id: e.report_type for e in reversed(found) if e.edition > 1}
    body = issuer or next((e.issuer_id for e in found if e.issuer_id in several), None)
    own = [e for e in found if e.issuer_id == body and e.report_type == several.get(e.issuer_id)]
    wanted = editions or tuple(e.edition for e in own[-2:])
    chosen = [e for number in wanted for e in own if e.edition == number]
    if len(chosen) == 2:
        return chosen[0], chosen[1]
    there = "; ".join(f"{e.issuer_id} edition {e.edition} ({e.file})" for e in found) or "no report at all"
    raise WrongArguments(
        f"{place} ({code}) has no two such editions of its report on {year}.",
        expected=f"two editions; there are: {there}",
        todo="fazhi reports lists what came in",
    )


def match_numbers(old: Sequence[Row], new: Sequence[Row]) -> tuple[int, list[NumberChange]]:
    """Return how many numbers two editions share, and what happened to the others.

    Numbers are paired in passes, from the surest likeness to the weakest; no number is paired twice.
    """
    left, right = list(old), list(new)
    same = _pair(left, right, _by(*_MEANING, *_AMOUNT)) + _pair(left, right, _by("metric", "unit", *_AMOUNT))
    changed = _pair(left, right, _by(*_MEANING))
    changed += _pair(left, right, _by("metric", "unit", "subset", "status"), only_single=True)
    found = [(pair[1]["start"], _change("changed", *pair)) for pair in changed]
    found += [(row["start"], _change("removed", row, None)) for row in left]
    found += [(row["start"], _change("added", None, row)) for row in right]
    return len(same), [change for _, change in sorted(found, key=lambda entry: entry[0])]


def _by(*names: str) -> Callable[[Row], Hashable]:
    return lambda row: tuple(row[name] for name in names)


def _pair(
    left: list[Row], right: list[Row], key: Callable[[Row], Hashable], *, only_single: bool = False
) -> list[tuple[Row, Row]]:
    """Take pairs of equal keys out of both lists, the first of one with the first of the other."""
    waiting: dict[Hashable, list[Row]] = {}
    for row in right:
        waiting.setdefault(key(row), []).append(row)
    counts = [key(row) for row in left] if only_single else []
    pairs = []
    for row in list(left):
        found = waiting.get(key(row), [])
        if not found or (only_single and (len(found) > 1 or counts.count(key(row)) > 1)):
            continue
        pairs.append((row, found.pop(0)))
    taken = {id(row) for pair in pairs for row in pair}
    left[:] = [row for row in left if id(row) not in taken]
    right[:] = [row for row in right if id(row) not in taken]
    return pairs


def _change(what: str, old: Row | None, new: Row | None) -> NumberChange:
    either = new or old or {}
    return NumberChange(
        what,
        either["metric"],
        either["name_zh"],
        either["subset"],
        either["unit"],
        old["text"] if old else None,
        new["text"] if new else None,
        old["value"] if old else None,
        new["value"] if new else None,
        old["sentence"] if old else None,
        new["sentence"] if new else None,
    )
