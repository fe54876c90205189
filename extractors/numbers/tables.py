"""The tables of the number layer, read once and checked: measure words, qualifiers, guards, shapes.

What belongs here: loading the TOML files beside this module into the forms that reading wants.
What does not: any decision about a text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.numbers.figures import KINDS, QUALIFIERS


class NumberTableError(ValueError):
    """A table of the number layer is not as it must be; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word, with the continuations that make it the beginning of another word."""

    word: str
    group: str
    blocked: tuple[str, ...]
    takes_half: bool
    open_ended: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A qualifier's word in front of a numeral."""

    word: str
    qualifier: str
    not_after: frozenset[str]
    bare_scale_only: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """What a digit run is when it is no quantity."""

    name: str
    kind: str
    examples: tuple[tuple[str, str], ...]


def read_table(name: str) -> dict[str, Any]:
    """Return the parsed TOML file ``name`` of this package."""
    return tomllib.loads(files("extractors.numbers").joinpath(name).read_text(encoding="utf-8"))


@cache
def units_by_first_character() -> dict[str, tuple[Unit, ...]]:
    """Return the measure words under their first character, the longest first."""
    table = read_table("units.toml")
    halves, open_ended = set(table["halves"]["words"]), set(table["open_ended"]["words"])
    units: dict[str, list[Unit]] = {}
    for group in ("count", "time", "measure", "arabic_only", "money", "foreign"):
        for word, blocked in table[group].items():
            if not isinstance(blocked, list):
                raise NumberTableError(
                    f"units.toml [{group}] {word!r}: expected a list of continuations, read {blocked!r}"
                )
            unit = Unit(word, group, tuple(blocked), word in halves, word in open_ended)
            units.setdefault(word[0], []).append(unit)
    return {first: tuple(sorted(found, key=lambda u: -len(u.word))) for first, found in units.items()}


@cache
def never_units() -> tuple[str, ...]:
    """Return the words that begin like a measure word and are none."""
    return tuple(read_table("units.toml")["never"]["words"])


@cache
def cues_by_last_character() -> dict[str, tuple[Cue, ...]]:
    """Return the qualifiers that stand in front, under their last character, the longest first."""
    cues: dict[str, list[Cue]] = {}
    for rule in read_table("qualifiers.toml")["before"]:
        _check_qualifier(rule)
        for word in rule["words"]:
            cue = Cue(
                word, rule["qualifier"], frozenset(rule["not_after"]), rule.get("bare_scale_only", False)
            )
            cues.setdefault(word[-1], []).append(cue)
    return {last: tuple(sorted(found, key=lambda c: -len(c.word))) for last, found in cues.items()}


@cache
def behind_qualifiers() -> dict[str, str]:
    """Return the one-character qualifiers between a numeral and its unit."""
    return {
        word: rule["qualifier"] for rule in read_table("qualifiers.toml")["behind"] for word in rule["words"]
    }


@cache
def after_unit() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of the qualifiers after a unit, and what each says."""
    meanings: dict[str, str] = {}
    branches: list[str] = []
    for rule in read_table("qualifiers.toml")["after"]:
        _check_qualifier(rule)
        stops = "|".join(map(re.escape, rule["not_before"]))
        for word in rule["words"]:
            plain = word.replace("（", "(").replace("）", ")")
            meanings[plain] = rule["qualifier"]
            branches.append(re.escape(plain) + (f"(?!{stops})" if stops else ""))
    return re.compile("|".join(sorted(set(branches), key=len, reverse=True))), meanings


def _check_qualifier(rule: dict[str, Any]) -> None:
    if rule.get("qualifier") not in QUALIFIERS:
        raise NumberTableError(f"qualifiers.toml: {rule.get('qualifier')!r} is none of {sorted(QUALIFIERS)}")


@cache
def guards_by_character() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the guard phrases under each of their characters, with the place of that character."""
    guards: dict[str, list[tuple[str, int]]] = {}
    for rule in read_table("guards.toml")["guard"]:
        for phrase in rule["phrases"]:
            for place, character in enumerate(phrase):
                guards.setdefault(character, []).append((phrase, place))
    return {character: tuple(found) for character, found in guards.items()}


@cache
def shapes() -> tuple[re.Pattern[str], dict[str, Shape]]:
    """Return one pattern of all shapes, each a named group, and the shapes by that name."""
    timeless = {u.word for found in units_by_first_character().values() for u in found if u.group != "time"}
    unit = "[余多万亿千%" + "".join(sorted(word for word in timeless if len(word) == 1)) + "]"
    known: dict[str, Shape] = {}
    branches: list[str] = []
    for entry in read_table("shapes.toml")["shape"]:
        if entry["kind"] not in KINDS:
            raise NumberTableError(
                f"shapes.toml {entry['name']!r}: kind {entry['kind']!r} is none of {sorted(KINDS)}"
            )
        name = entry["name"]
        known[name] = Shape(
            name, entry["kind"], tuple((text, numeral) for text, numeral in entry["examples"])
        )
        pattern = (
            entry["pattern"].replace(r"\1", f"(?P=sep_{name})").replace("([-/.])", f"(?P<sep_{name}>[-/.])")
        )
        branches.append(f"(?P<{name}>{_expand(pattern, unit)})")
    return re.compile("|".join(branches)), known


def _expand(pattern: str, unit: str) -> str:
    parts = {
        "{unit}": unit,
        "{month}": "(?:1[0-2]|0?[1-9])",
        "{day}": "(?:3[01]|[12][0-9]|0?[1-9])",
        "{to}": "[-—–~－～至到−]",
    }
    for mark, part in parts.items():
        pattern = pattern.replace(mark, part)
    return pattern
