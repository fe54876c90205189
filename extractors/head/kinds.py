"""What kind of body a name tells: by its ending, or as a body of the state.

What belongs here: kinds from the name alone. What does not: the place of a body (``issuer``).
"""

from __future__ import annotations

from functools import cache

from extractors.head.rules import any_pattern, any_word, vocabulary, words
from extractors.places import load_places, read_phrase
from extractors.places.spellings import ZONE_COUNTIES

KINDS_BY_ENDING = (
    "street_office",
    "township_government",
    "provincial_government",
    "county_government",
    "prefecture_government",
    "zone_committee",
    "department",
    "other",
)
"""Kinds that the ending of a name tells; the first wins where two list the same ending."""

KIND_OF_LEVEL = {
    "province": "provincial_government",
    "prefecture": "prefecture_government",
    "county": "county_government",
    "township": "township_government",
}
_OWN_NAMES = {"street_office", "zone_committee", "other"}


def kind_by_ending(phrase: str) -> str | None:
    """Return the kind that the ending of a name tells, the longest ending first."""
    kinds = _kinds_of_endings()
    return next((kinds[phrase[-n:]] for n in range(len(phrase), 0, -1) if phrase[-n:] in kinds), None)


@cache
def _kinds_of_endings() -> dict[str, str]:
    return {ending: kind for kind in reversed(KINDS_BY_ENDING) for ending in words("kind", kind)}


def is_central(phrase: str) -> bool:
    """Whether a phrase names a body of the state rather than of a place."""
    if phrase in vocabulary()["central"]["names"]:
        return True
    if any_word("central", "not_central").search(phrase):
        return False
    is_shaped_so = any_pattern("central", "patterns").fullmatch(phrase)
    return bool(is_shaped_so) and not any(len(r.path) == 1 and not r.shorts for r in read_phrase(phrase))


def kind_at_level(kind: str | None, phrase: str, codes: tuple[str, ...]) -> str | None:
    """Return the kind by the level of the division named, where the ending leaves it open (市, 新区)."""
    if not codes or (kind in _OWN_NAMES and not _is_legal_district(phrase, codes)):
        return kind
    levels = {load_places().by_code[code].level for code in codes}
    return next(of_level for level, of_level in KIND_OF_LEVEL.items() if level in levels)


def _is_legal_district(phrase: str, codes: tuple[str, ...]) -> bool:
    """Whether a name that ends like a zone is a district's: zones have county codes from 71 up."""
    if phrase.endswith(("管委会", "管理委员会")):
        return False
    return all(load_places().by_code[c].level == "county" and c[4] not in ZONE_COUNTIES for c in codes)
