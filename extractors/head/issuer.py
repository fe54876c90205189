"""Who issued a report: the name as written without its path, the kind of body, and the places it may mean.

What belongs here: reading one phrase as an issuer. What does not: where phrases come from (``phrases``), nor
choosing between namesakes by the rest of the text (``extractors.places.settle``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.head.departments import department_division
from extractors.head.kinds import is_central, kind_at_level, kind_by_ending
from extractors.head.rules import any_pattern, words
from extractors.places import Reading, Resolution, load_places, read_phrase, resolve_place
from extractors.places.resolve import NOTHING

_ABOVE_TOWNSHIP = {"provincial_government", "prefecture_government", "county_government"}
_OFFICES = ("人民政府", "办事处")
_OFFICES_OF_GOVERNMENT = ("政府", "行政公署", "行政委员会")


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that reports."""

    name: str
    kind: str
    place: Resolution
    """The division that the name means, as far as the name alone tells."""
    bare: bool
    """The phrase names a division alone, without any office."""

    @property
    def has_place(self) -> bool:
        """Whether the name tells any division at all."""
        return bool(self.place.code or self.place.candidates)


def find_issuer(phrases: Iterable[str]) -> Issuer | None:
    """Return the issuer that the first phrase with a known kind names; a later phrase may name its place."""
    found: Issuer | None = None
    for phrase in phrases:
        issuer = read_issuer(phrase) if found is None or not found.has_place or found.name in phrase else None
        if issuer is None:
            continue
        if found is None or _tells_more(found, issuer):
            found = issuer
        if found.kind == "central" or (found.has_place and found.name.endswith(_OFFICES)):
            return found
    return found


def _tells_more(found: Issuer, other: Issuer) -> bool:
    """Whether another phrase names the same body with its place, or with its office in full."""
    if found.kind != other.kind:
        return False
    if found.has_place:
        return other.name.startswith(found.name) and other.name.endswith(_OFFICES)
    return other.name.endswith(found.name) or found.name.endswith(other.name)


def read_issuer(phrase: str) -> Issuer | None:
    """Return the issuer that a phrase names, or None where it names none."""
    phrase = phrase.removeprefix("中共")
    if not 2 <= len(phrase) <= 60 or any_pattern("no_issuer", "patterns").search(phrase):
        return None
    for prefix in words("central", "local_prefixes"):
        if phrase.startswith(prefix) and read_phrase(phrase[len(prefix) :]):
            local = read_issuer(phrase[len(prefix) :])
            return local and Issuer(phrase, "department", local.place, False)
    if is_central(phrase):
        return Issuer(phrase, "central", NOTHING, False)
    return _local_issuer(phrase)


def _local_issuer(phrase: str) -> Issuer | None:
    kind, readings = kind_by_ending(phrase), read_phrase(phrase)
    if kind is None and not _is_division(phrase, readings):
        return None
    place = NOTHING if kind == "department" else resolve_place(phrase)
    codes = (place.code,) if place.code else place.candidates
    if kind == "department" or (kind == "other" and not codes):
        name, place = department_division(phrase, readings if kind == "department" else _plain(readings))
        return Issuer(name, kind, place, False)
    bare = kind not in _ABOVE_TOWNSHIP
    kind = kind_at_level(kind, phrase, codes) or "other"
    name = _short_name(phrase, _plain(readings), codes)
    if kind in _ABOVE_TOWNSHIP and not name.endswith(_OFFICES_OF_GOVERNMENT):
        name += "人民政府"
    return Issuer(name, kind, place, bare and kind in _ABOVE_TOWNSHIP)


def _plain(readings: list[Reading]) -> list[Reading]:
    """Readings that do not rest on short forms alone."""
    return [reading for reading in readings if reading.shorts < len(reading.path)]


def _is_division(phrase: str, readings: list[Reading]) -> bool:
    """Whether a phrase without any known ending is a division's name; a township's always has an ending."""
    table = load_places()
    return any(r.end == len(phrase) and table.by_code[r.code].level != "township" for r in readings)


def _short_name(phrase: str, readings: list[Reading], codes: tuple[str, ...]) -> str:
    """The name as written, without the path in front of it."""
    starts = [reading.start for reading in readings if reading.code in codes]
    if not starts and codes:
        table = load_places()
        above = [r.end for r in readings if any(c.startswith(table.by_code[r.code].prefix) for c in codes)]
        starts = [min(max(above, default=0), len(phrase) - 2)]
    return phrase[max(starts, default=0) :]
