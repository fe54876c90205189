"""The place table in memory: all divisions from province to township, by code and by name.

What belongs here: loading, look-ups by name and by division. What does not: reading a text.
"""

from __future__ import annotations

import csv
import gzip
import io
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractors.places.names import plain_unit_name, short_upper_names

REFERENCE = Path(__file__).resolve().parent.parent / "reference"
SCHEME = "nbs2023"
_PREFIX = {"province": 2, "prefecture": 4, "county": 6, "township": 12}


class Place(NamedTuple):
    """One division: 12-digit code, name as in the code list, level, code above."""

    code: str
    name: str
    level: str
    parent: str

    @property
    def prefix(self) -> str:
        """The digits that all divisions inside this one share."""
        return self.code[: _PREFIX[self.level]]


class _Places(dict[str, Place]):
    """Places by code. One that only an older code list has is looked up there, when asked for by its code."""

    def __missing__(self, code: str) -> Place:
        from extractors.places.older import older_places

        place = older_places()[code]
        return Place(place.code, place.name, place.level, place.parent)


class PlaceTable:
    """Every division by code, and the codes that a name stands for."""

    def __init__(self, places: list[Place]) -> None:
        self.by_code = _Places((place.code, place) for place in places)
        self.codes = [place.code for place in places]
        self.units: dict[str, list[str]] = {}
        self.upper: dict[str, list[str]] = {}
        self.upper_short: dict[str, list[str]] = {}
        for place in places:
            self._index(place)

    def _index(self, place: Place) -> None:
        if place.level == "township":
            name = plain_unit_name(place.name, [p.name for p in self._above(place)[1:]])
            self.units.setdefault(name, []).append(place.code)
            if name != place.name and not place.name.startswith(name):
                self.units.setdefault(place.name, []).append(place.code)
            return
        self.upper.setdefault(place.name, []).append(place.code)
        for short in short_upper_names(place.name):
            self.upper_short.setdefault(short, []).append(place.code)

    def _above(self, place: Place) -> list[Place]:
        found = [place]
        while found[-1].parent:
            found.append(self.by_code[found[-1].parent])
        return found

    def path(self, code: str) -> list[Place]:
        """Return the division and all above it, the lowest first."""
        return self._above(self.by_code[code])

    def inside(self, prefix: str) -> Iterator[Place]:
        """Yield the divisions whose code begins with these digits, in the order of their codes."""
        at = bisect_left(self.codes, prefix)
        while at < len(self.codes) and self.codes[at].startswith(prefix):
            yield self.by_code[self.codes[at]]
            at += 1


def read_reference(name: str) -> Iterator[list[str]]:
    """Yield the rows of a committed reference table, header left out."""
    text = gzip.decompress((REFERENCE / name).read_bytes()).decode("utf-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows)
    yield from rows


@cache
def load_places() -> PlaceTable:
    """Return the place table, read once a process (44,690 rows)."""
    return PlaceTable([Place(*row) for row in read_reference("places.csv.gz")])


@cache
def load_villages() -> dict[str, tuple[int, tuple[str, ...]]]:
    """Return, for townships with namesakes, the number of villages and the stems of their names."""
    return {
        code: (int(count), tuple(stems.split())) for code, count, stems in read_reference("villages.csv.gz")
    }
