"""Which place a name means, with or without its path, from the name alone.

An exact name outranks another spelling, a spelling outranks a stem, a stem a name that differs by a
character. What the name alone does not settle stays open, with every candidate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extractors.places.aliases import load_aliases
from extractors.places.names import tidy
from extractors.places.older import find_older, older_places, scheme_of
from extractors.places.readings import Reading, office_tail, read_phrase, skip_between
from extractors.places.spellings import (
    behind_unknown_county,
    differing_by_one,
    respelled_inside,
    same_spelling,
    same_stem,
)
from extractors.places.table import load_places


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place that a name means, or the places that it may mean."""

    code: str | None
    candidates: tuple[str, ...]
    """All that the name may mean where it settles nothing; else empty."""
    evidence: tuple[str, ...]
    rivals: tuple[str, ...] = ()
    """Places of the same stem under another kind of unit: weaker than a candidate, or than the code."""


NOTHING = Resolution(None, (), ())
_GUESSES = ("near_name", "contained", "unknown_county")
"""Ways to find a unit that rest on likeness: a place that an older code list has goes before."""


def resolve_place(text: str) -> Resolution:
    """Resolve a place's or an issuer's name; ``code`` is None where the name leaves it open."""
    forms = _forms(tidy(text).removeprefix("中共"))
    for find in (_alias, _exact):
        for form in forms:
            found = find(form)
            if found.code or found.candidates:
                return found
    found = _respelled(forms[-1])
    is_a_guess = not found.code or found.evidence[0].startswith(_GUESSES)
    return _older_or(found, forms) if is_a_guess else found


def cli_record(identifier: str, text: str) -> dict[str, Any]:
    """Return the JSON record of the ``places`` command."""
    found = resolve_place(text)
    candidates = [] if found.code else [*found.candidates, *found.rivals]
    scheme = scheme_of(found.code) if found.code else None
    return {
        "id": identifier,
        "code": found.code,
        "scheme": scheme,
        "candidates": candidates,
        "evidence": list(found.evidence),
    }


def _forms(phrase: str) -> list[str]:
    """The phrase as written, then without the office behind the place, one office after another."""
    forms = [phrase]
    while (match := office_tail().search(forms[-1])) and match.start() > 1:
        stem = forms[-1][: match.start()]
        forms.append(stem + "街道" if match.group() in ("街道办", "街办") else stem)
    if forms[-1].endswith("街"):
        forms.append(forms[-1] + "道")
    return forms


def _older_or(found: Resolution, forms: list[str]) -> Resolution:
    """A place of an older code list, where the current one has no more than a likeness.

    A name without its path is a candidate, no more: a new unit somewhere else may have taken it.
    """
    for form in forms:
        codes, has_path = find_older(form)
        if len(codes) == 1 and has_path:
            place = older_places()[codes[0]]
            return Resolution(place.code, (), (f"older_list:{place.last}:{place.name}",))
        if codes:
            return Resolution(None, (*codes, *found.candidates), ("older_list", *found.evidence))
    return found


def _alias(phrase: str) -> Resolution:
    for start in range(len(phrase)):
        code = load_aliases().get(phrase[start:])
        if code and _leads_to(phrase[:start], code):
            return Resolution(code, (), (f"alias:{phrase[start:]}",))
    return NOTHING


def _leads_to(path: str, code: str) -> bool:
    if skip_between(path, 0) == len(path):
        return True
    whole = (r for r in read_phrase(path) if skip_between(path, r.end) == len(path))
    return any(code.startswith(load_places().by_code[r.code].prefix) for r in whole)


def _exact(phrase: str) -> Resolution:
    whole = [r for r in read_phrase(phrase) if skip_between(phrase, r.end) == len(phrase)]
    if not whole:
        return NOTHING
    fewest = min(r.shorts for r in whole)
    best = [r for r in whole if r.shorts == fewest]
    codes = _highest_of_one_name({r.code for r in best})
    has_path = any(len(r.path) > 1 for r in best)
    name = phrase[best[0].start : best[0].end]
    rivals = () if has_path else _rivals(name, codes)
    if len(codes) == 1:
        return Resolution(codes[0], (), (f"{'path' if has_path else 'unique_name'}:{name}",), rivals)
    return Resolution(None, tuple(codes), ("namesakes",), rivals)


def _rivals(name: str, codes: Iterable[str]) -> tuple[str, ...]:
    taken = set(codes)
    return tuple(
        code for code in dict.fromkeys([*same_spelling(name), *same_stem(name)]) if code not in taken
    )


def _highest_of_one_name(codes: set[str]) -> list[str]:
    """Of a prefecture and its only county of the same name, keep the prefecture."""
    named = {(load_places().by_code[code].name, code) for code in codes}
    places = [load_places().by_code[code] for code in sorted(codes)]
    return [place.code for place in places if (place.name, place.parent) not in named]


def _respelled(phrase: str) -> Resolution:
    table = load_places()
    # a short form alone is too weak a path: a town may begin with the name of a city far away
    scopes = [
        r for r in read_phrase(phrase) if r.shorts < len(r.path) and table.by_code[r.code].level != "township"
    ]
    for scope in sorted(scopes, key=lambda r: (-len(r.path), r.shorts, -r.end)):
        found = _inside(phrase, scope)
        if found.code or found.candidates:
            return found
    return _without_path(phrase[skip_between(phrase, 0) :])


def _inside(phrase: str, scope: Reading) -> Resolution:
    rest = phrase[skip_between(phrase, scope.end) :]
    if len(rest) < 2:
        return NOTHING
    how, codes = respelled_inside(rest, load_places().by_code[scope.code])
    return _settled(codes, how, rest)


def _without_path(name: str) -> Resolution:
    for how, codes in (
        ("spelling", same_spelling(name)),
        ("stem", same_stem(name)),
        ("unknown_county", behind_unknown_county(name)),
    ):
        if codes:
            found = _settled(codes, how, name)
            return Resolution(found.code, found.candidates, found.evidence, _rivals(name, codes))
    # one character off is no more than a hint: candidates, never an answer
    return Resolution(None, (), ("near_name",), tuple(differing_by_one(name)))


def _settled(codes: Iterable[str], how: str, name: str) -> Resolution:
    found = tuple(codes)
    if len(found) == 1:
        return Resolution(found[0], (), (f"{how}:{name}",))
    return Resolution(None, found, (how,)) if found else NOTHING
