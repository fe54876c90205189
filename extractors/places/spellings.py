"""Units whose name in the code list is spelled otherwise than the name asked for.

What belongs here: look-ups by folded spelling, by stem, by containment and by distance, all built when first
needed. What does not: names that match as they are (``readings``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from extractors.places.names import folded_unit_name, unit_stem, vocabulary
from extractors.places.table import Place, load_places

_LONG_STEM = 3
ZONE_COUNTIES = ("7",)
"""Third pair of digits of counties that the code list made up for development zones: 71 to 79."""


def same_spelling(name: str, prefix: str = "") -> list[str]:
    """Return the units whose names differ from this one only by a doubled 街 and the like."""
    return [
        code for code in _by_key(folded_unit_name).get(folded_unit_name(name), ()) if code.startswith(prefix)
    ]


def same_stem(name: str, prefix: str = "") -> list[str]:
    """Return the units of the same stem, whatever their kind."""
    return [code for code in _by_key(unit_stem).get(unit_stem(name), ()) if code.startswith(prefix)]


def differing_by_one(name: str) -> list[str]:
    """Return the units whose stem differs by one character; of a stem of two, those of the same kind."""
    stem = unit_stem(name)
    codes = {code for key in _shortened(stem) for code in _by_shortened().get(key, ())}
    if len(stem) < _LONG_STEM:
        kind = name[len(stem) :]
        codes = {code for code in codes if kind and load_places().by_code[code].name.endswith(kind)}
    return sorted(codes)


def respelled_inside(name: str, scope: Place) -> tuple[str, list[str]]:
    """Return how, and which units inside a division fit a name that it does not have as written.

    A county's own units come first; then those of zones, which the code list counts as counties of their own
    but a legal path puts inside a county; then a likeness; then a unit elsewhere in the prefecture.
    """
    for how, find in _steps(name, scope):
        codes = find()
        if codes:
            return how, codes
    return "", []


def _steps(name: str, scope: Place) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    prefix, wide = scope.prefix, scope.prefix[:4]
    yield "spelling", lambda: same_spelling(name, prefix)
    yield "stem", lambda: same_stem(name, prefix)
    if scope.level != "county":
        yield "unknown_county", lambda: behind_unknown_county(name, prefix)
    if scope.level == "county":
        yield (
            "zone",
            lambda: [c for c in same_spelling(name, wide) or same_stem(name, wide) if c[4] in ZONE_COUNTIES],
        )
    if scope.level != "province":
        yield "contained", lambda: _contained(name, prefix)
        yield "near_name", lambda: _nearest(name, prefix)
        yield "moved", lambda: same_spelling(name, wide)
        yield "moved", lambda: same_stem(name, wide)


def behind_unknown_county(name: str, prefix: str = "") -> list[str]:
    """A path may name a county that the code list does not have: skip to the unit behind it."""
    suffixes = tuple(vocabulary()["upper_suffixes"])
    for start in range(2, len(name) - 1):
        if name[:start].endswith(suffixes):
            unit = name[start:].lstrip("/")
            codes = same_spelling(unit, prefix) or same_stem(unit, prefix)
            if codes:
                return codes
    return []


def _units(prefix: str) -> Iterator[Place]:
    return (place for place in load_places().inside(prefix) if place.level == "township")


def _contained(name: str, prefix: str) -> list[str]:
    """Units whose name is the end of the one asked for, or the other way round."""
    return [
        p.code for p in _units(prefix) if len(p.name) > 3 and (name.endswith(p.name) or p.name.endswith(name))
    ]


def _nearest(name: str, prefix: str) -> list[str]:
    """Units whose stem differs from the name's by the fewest characters, if by few."""
    stem = unit_stem(name)
    scored = [(_distance(stem, unit_stem(place.name)), place.code) for place in _units(prefix)]
    limit = max(1, len(stem) // 2)
    best = min((distance for distance, _ in scored), default=limit + 1)
    return [code for distance, code in scored if distance == best] if best <= limit else []


def _distance(left: str, right: str) -> int:
    """Edits between two names; a ? in place of a lost character costs nothing."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            cost = 0 if a == b or "?" in (a, b) else 1
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + cost)
    return row[-1]


@cache
def _by_key(key: Callable[[str], str]) -> dict[str, list[str]]:
    return _group((key(name), code) for name, codes in load_places().units.items() for code in codes)


def _shortened(stem: str) -> list[str]:
    return [stem, *(stem[:at] + stem[at + 1 :] for at in range(len(stem)))]


@cache
def _by_shortened() -> dict[str, list[str]]:
    stems = _by_key(unit_stem)
    return _group(
        (short, code)
        for stem, codes in stems.items()
        if len(stem) > 1
        for short in _shortened(stem)
        for code in codes
    )


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, dict[str, None]] = {}
    for key, code in pairs:
        grouped.setdefault(key, {})[code] = None
    return {key: list(codes) for key, codes in grouped.items()}
