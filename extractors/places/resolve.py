"""Which place a name means, with or without its path, from the name alone.

An exact name outranks another spelling, a spelling outranks a stem, a stem a name that differs by a character.
What the name alone does not settle stays open, with every candidate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.places.aliases import load_aliases
from extractors.places.names import folded_unit_name, tidy, unit_stem
from extractors.places.readings import Reading, office_tail, read_phrase, skip_between
from extractors.places.table import PlaceTable, load_places


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place that a name means, or the places that it may mean."""

    code: str | None
    candidates: tuple[str, ...]
    evidence: tuple[str, ...]


NOTHING = Resolution(None, (), ())


def resolve_place(text: str) -> Resolution:
    """Resolve a place's or an issuer's name; ``code`` is None where the name leaves it open."""
    phrase = tidy(text).removeprefix("中共")
    for form in _forms(phrase):
        for find in (_alias, _exact, _respelled):
            found = find(form)
            if found.code or found.candidates:
                return found
    return NOTHING


def cli_record(identifier: str, text: str) -> dict[str, Any]:
    """Return the JSON record of the ``places`` command."""
    found = resolve_place(text)
    return {"id": identifier, "code": found.code, "candidates": list(found.candidates), "evidence": list(found.evidence)}


def _forms(phrase: str) -> list[str]:
    """The phrase as written, then without the office behind the place, one office after another."""
    forms = [phrase]
    while (match := office_tail().search(forms[-1])) and match.start() > 1:
        forms.append(forms[-1][: match.start()])
        if forms[-1] + "街道" != forms[-2] and match.group() in ("街道办", "街办"):
            forms.append(forms.pop() + "街道")
    return forms


def _alias(phrase: str) -> Resolution:
    for start in range(len(phrase)):
        code = load_aliases().get(phrase[start:])
        if code and _fits(phrase[:start], code):
            return Resolution(code, (), (f"alias:{phrase[start:]}",))
    return NOTHING


def _fits(path: str, code: str) -> bool:
    readings = [r for r in read_phrase(path) if skip_between(path, r.end) == len(path)]
    table = load_places()
    return skip_between(path, 0) == len(path) or any(code.startswith(table.by_code[r.code].prefix) for r in readings)


def _exact(phrase: str) -> Resolution:
    whole = [r for r in read_phrase(phrase) if skip_between(phrase, r.end) == len(phrase)]
    if not whole:
        return NOTHING
    fewest = min(r.shorts for r in whole)
    best = [r for r in whole if r.shorts == fewest]
    codes = _highest_of_same_name({r.code for r in best})
    if len(codes) == 1:
        how = "path" if any(len(r.path) > 1 for r in best) else "unique_name"
        return Resolution(codes[0], (), (f"{how}:{phrase[best[0].start : best[0].end]}",))
    if not any(len(r.path) > 1 for r in best):
        codes = sorted({*codes, *_folded().get(folded_unit_name(phrase), ())})
    return Resolution(None, tuple(codes), ("namesakes",))


def _highest_of_same_name(codes: set[str]) -> list[str]:
    """A county that bears the name of the prefecture around it is the prefecture's only one: keep the upper."""
    table = load_places()
    names = {(table.by_code[c].name, c) for c in codes}
    return sorted(c for c in codes if (table.by_code[c].name, table.by_code[c].parent) not in names)


def _respelled(phrase: str) -> Resolution:
    readings = read_phrase(phrase)
    scopes: list[Reading | None] = sorted(readings, key=lambda r: (-len(r.path), r.shorts, -r.end))
    for scope in [*scopes, None]:
        at = skip_between(phrase, scope.end) if scope else skip_between(phrase, 0)
        rest = phrase[at:]
        if len(rest) < 2 or (scope and load_places().by_code[scope.code].level == "township"):
            continue
        prefix = load_places().by_code[scope.code].prefix if scope else ""
        codes, how = _spelled_like(rest, prefix)
        if len(codes) == 1:
            return Resolution(codes[0], (), (f"{how}:{rest}",))
        if codes:
            return Resolution(None, tuple(codes), (how,))
    return NOTHING


def _spelled_like(name: str, prefix: str) -> tuple[list[str], str]:
    for how, index, key in (
        ("spelling", _folded(), folded_unit_name(name)),
        ("stem", _stems(), unit_stem(name)),
    ):
        codes = [code for code in index.get(key, ()) if code.startswith(prefix)]
        if codes:
            return codes, how
    return (_nearest(name, prefix), "near_name") if len(prefix) > 2 else ([], "")


def _nearest(name: str, prefix: str) -> list[str]:
    """Units of one division whose stem differs from the name's by the fewest characters, if by few."""
    stem = unit_stem(name)
    scored = [(_distance(stem, unit_stem(p.name)), p.code) for p in load_places().inside(prefix)
              if p.level == "township"]
    limit = max(1, len(stem) // 2)
    best = min((d for d, _ in scored), default=limit + 1)
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
def _folded() -> dict[str, list[str]]:
    return _group((folded_unit_name(name), code) for name, code in _unit_names(load_places()))


@cache
def _stems() -> dict[str, list[str]]:
    return _group((unit_stem(name), code) for name, code in _unit_names(load_places()))


def _unit_names(table: PlaceTable) -> Iterable[tuple[str, str]]:
    return ((name, code) for name, codes in table.units.items() for code in codes)


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for key, code in pairs:
        if code not in grouped.setdefault(key, []):
            grouped[key].append(code)
    return grouped
