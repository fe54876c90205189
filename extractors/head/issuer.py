"""Who issued a report: the name as written without its path, the kind of body, and the places it may mean.

What belongs here: reading one phrase as an issuer. What does not: where phrases come from (``phrases``), nor
choosing between namesakes by the rest of the text (``extractors.places.settle``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractors.head.rules import any_pattern, any_word, vocabulary, words
from extractors.head.title import ISSUER_KINDS
from extractors.places import Reading, Resolution, load_places, read_phrase, resolve_place
from extractors.places.resolve import NOTHING
from extractors.places.spellings import ZONE_COUNTIES

_BRANCH = re.compile(r"局([\u4e00-\u9fff]{2,8})分局$")
_GOVERNMENT_OF = {
    "province": "provincial_government",
    "prefecture": "prefecture_government",
    "county": "county_government",
    "township": "township_government",
}
_ABOVE_TOWNSHIP = {"provincial_government", "prefecture_government", "county_government"}
_OFFICES = ("人民政府", "办事处")
_OFFICES_OF_GOVERNMENT = ("人民政府", "政府", "行政公署")


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


def is_central(phrase: str) -> bool:
    """Whether a phrase names a body of the state rather than of a place."""
    if phrase in vocabulary()["central"]["names"]:
        return True
    if any_word("central", "not_central").search(phrase) or not any_pattern("central", "patterns").fullmatch(
        phrase
    ):
        return False
    return not any(len(reading.path) == 1 and not reading.shorts for reading in read_phrase(phrase))


def _local_issuer(phrase: str) -> Issuer | None:
    kind = kind_by_ending(phrase)
    readings = read_phrase(phrase)
    if kind == "department":
        return _department(phrase, kind, readings)
    resolution = resolve_place(phrase)
    if kind == "other" and not resolution.code and not resolution.candidates:
        return _department(phrase, kind, [r for r in readings if r.shorts < len(r.path)])
    codes = (resolution.code,) if resolution.code else resolution.candidates
    if kind is None and not _is_division(phrase, readings):
        return None
    levels = {load_places().by_code[code].level for code in codes}
    bare = kind not in _ABOVE_TOWNSHIP
    if levels and (
        kind not in ("street_office", "zone_committee", "other") or _is_legal_district(phrase, codes)
    ):
        kind = _GOVERNMENT_OF[min(levels, key=list(_GOVERNMENT_OF).index)]
    name = _short_name(phrase, readings, codes)
    if kind in _ABOVE_TOWNSHIP and not name.endswith(_OFFICES_OF_GOVERNMENT):
        name += "人民政府"
    return Issuer(name, kind or "other", resolution, bare and kind in _ABOVE_TOWNSHIP)


def _is_division(phrase: str, readings: list[Reading]) -> bool:
    """Whether a phrase without any known ending is a division's name; a township's always has an ending."""
    table = load_places()
    return any(r.end == len(phrase) and table.by_code[r.code].level != "township" for r in readings)


def _is_legal_district(phrase: str, codes: tuple[str, ...]) -> bool:
    """Whether a name that ends like a zone is a district's: zones have county codes from 71 up."""
    if phrase.endswith(("管委会", "管理委员会")):
        return False
    return all(load_places().by_code[c].level == "county" and c[4] not in ZONE_COUNTIES for c in codes)


def kind_by_ending(phrase: str) -> str | None:
    """Return the kind that the ending of a name tells, the longest ending first."""
    kinds = _kinds_of_endings()
    return next((kinds[phrase[-n:]] for n in range(len(phrase), 0, -1) if phrase[-n:] in kinds), None)


@cache
def _kinds_of_endings() -> dict[str, str]:
    return {ending: kind for kind in reversed(ISSUER_KINDS) for ending in words("kind", kind)}


def _department(phrase: str, kind: str, readings: list[Reading]) -> Issuer:
    """A department belongs to the lowest division in front of its name, a branch to the one it serves."""
    if not readings:
        return Issuer(phrase, kind, NOTHING, False)
    table = load_places()
    plain = [r for r in readings if not r.shorts] or readings
    furthest = max(r.end for r in plain)
    last = [r for r in plain if r.end == furthest]
    codes = tuple(sorted({r.code for r in last}))
    evidence: tuple[str, ...] = (f"division:{phrase[last[0].start : furthest]}",)
    if (match := _BRANCH.search(phrase)) and len(codes) == 1:
        inner = [r for r in read_phrase(match[1]) if r.code.startswith(table.by_code[codes[0]].prefix)]
        if len({r.code for r in inner}) == 1:
            codes, evidence = (inner[0].code,), (*evidence, f"branch:{match[1]}")
    start = last[0].start if len(last[0].path) > 1 else 0
    place = Resolution(codes[0], (), evidence) if len(codes) == 1 else Resolution(None, codes, evidence)
    return Issuer(phrase[start:], kind, place, False)


def _short_name(phrase: str, readings: list[Reading], codes: tuple[str, ...]) -> str:
    """The name as written, without the path in front of it."""
    readings = [r for r in readings if r.shorts < len(r.path)]
    starts = [r.start for r in readings if r.code in codes]
    if not starts and codes:
        above = [
            r.end for r in readings if any(c.startswith(load_places().by_code[r.code].prefix) for c in codes)
        ]
        starts = [min(max(above, default=0), len(phrase) - 2)]
    return phrase[max(starts, default=0) :]
