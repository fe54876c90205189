"""Places that only an older code list knows: their codes, the vintages that had them, and their successors.

What belongs here: loading the older places and finding one by its name. What does not: the current table
(``table``), which is always asked first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.places.names import folded_unit_name, plain_unit_name, short_upper_names, unit_stem
from extractors.places.readings import skip_between
from extractors.places.table import SCHEME, load_places, read_reference

SCHEMES = ("nbs2016", "nbs2019", "nbs2021", SCHEME)
"""The vintages of the code list that are kept, the oldest first."""


class PlaceVersion(NamedTuple):
    """A code, the name that it stood for, and the first and last vintage in which it did."""

    code: str
    name: str
    level: str
    parent: str
    first: str
    last: str


class Bridge(NamedTuple):
    """The place of the current list that goes on with an older one; ``first`` tells versions apart."""

    code: str
    first: str
    successor: str
    rule: str
    confidence: float


@cache
def load_versions() -> tuple[PlaceVersion, ...]:
    """Return every code and name of any vintage, by code and age."""
    partial = [PlaceVersion(*row) for row in read_reference("place_versions.csv.gz")]
    told = {version.code for version in partial if version.last == SCHEME}
    whole = (
        PlaceVersion(*place, SCHEMES[0], SCHEME)
        for place in load_places().by_code.values()
        if place.code not in told
    )
    return tuple(sorted([*partial, *whole], key=lambda v: (v.code, v.first)))


@cache
def load_bridges() -> tuple[Bridge, ...]:
    """Return the successors of the codes and names that have ended, as far as a rule finds one."""
    return tuple(
        Bridge(code, first, successor, rule, float(confidence))
        for code, first, successor, rule, confidence in read_reference("place_bridge.csv.gz")
    )


@cache
def older_places() -> dict[str, PlaceVersion]:
    """Return the places whose code is gone from the current list, each as its last vintage had it."""
    current = load_places().by_code
    return {v.code: v for v in load_versions() if v.code not in current}


def scheme_of(code: str) -> str:
    """Return the code list that a code belongs to: the current one, or the last that had it."""
    older = None if code in load_places().by_code else older_places().get(code)
    return older.last if older else SCHEME


def find_older(phrase: str) -> tuple[list[str], bool]:
    """Return the codes of the older places that a phrase names, and whether it leads there by a path."""
    for start in range(max(len(phrase) - 1, 0)):
        found = [
            code
            for code in _by_name().get(phrase[start:], ())
            if _leads_to(phrase[:start], older_places()[code])
        ]
        if found:
            latest = max(older_places()[code].last for code in found)
            codes = [code for code in found if older_places()[code].last == latest]
            return codes, skip_between(phrase[:start], 0) < start
    return [], False


@cache
def _by_name() -> dict[str, list[str]]:
    """Older places by name; a name too short to be anything else's is left out."""
    found: dict[str, list[str]] = {}
    for place in older_places().values():
        for name in {place.name, _plain(place)}:
            if place.level != "township" or unit_stem(name) != name or len(name) > 2:
                found.setdefault(name, []).append(place.code)
    return found


def _plain(place: PlaceVersion) -> str:
    if place.level != "township":
        return place.name
    return folded_unit_name(plain_unit_name(place.name, [name for name, _ in _above(place)]))


def _above(place: PlaceVersion) -> Iterator[tuple[str, str]]:
    """Yield name and level of the divisions above, the lowest first, as they stood then or stand now."""
    code = place.parent
    while code:
        above = load_places().by_code[code]
        yield above.name, above.level
        code = above.parent


def _leads_to(path: str, place: PlaceVersion) -> bool:
    """Whether a path is made up of divisions above a place, in their order, and of nothing else."""
    at = skip_between(path, 0)
    for name, _ in reversed(list(_above(place))):
        for form in (name, *short_upper_names(name)):
            if path.startswith(form, at):
                at = skip_between(path, at + len(form))
                break
    return at == len(path)
