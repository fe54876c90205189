"""How the names of places vary in writing: stems, short forms, and spellings that mean one unit.

What belongs here: rules on names alone, drawn from ``names.toml``. What does not: which places there are.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "names.toml"
_REQUIRED = {
    "offices",
    "between",
    "unit_suffixes",
    "upper_suffixes",
    "same_ending",
    "nationalities",
    "ordinary_words",
    "glued_prefixes",
}
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_NARROW = str.maketrans({"（": "(", "）": ")", "\u3000": "", " ": "", "／": "/", "\t": ""})


@cache
def vocabulary() -> dict[str, list[str]]:
    """Return the word lists of ``names.toml``; an unknown or missing list is an error."""
    lists = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    if set(lists) != _REQUIRED:
        odd = sorted(set(lists) ^ _REQUIRED)
        raise ValueError(f"{_DATA.name}: lists {odd} are missing or unknown; expected {sorted(_REQUIRED)}")
    return lists


def any_of(words: list[str]) -> str:
    """Return a regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def _nationality_tail() -> re.Pattern[str]:
    group = any_of(vocabulary()["nationalities"])
    return re.compile(rf"(?:{group}族?)*{group}(?:民族|族)$")


@cache
def _autonomous_tail() -> re.Pattern[str]:
    """Nationalities in the name of an autonomous division, where the longer ones may stand without 族."""
    names = vocabulary()["nationalities"]
    long = any_of([name for name in names if len(name) > 1])
    return re.compile(rf"(?:{long}族?|{any_of(names)}族)+$")


@cache
def _glued_prefixes() -> tuple[str, ...]:
    return tuple(sorted(vocabulary()["glued_prefixes"], key=len, reverse=True))


@cache
def _unit_suffixes() -> dict[str, tuple[str, ...]]:
    """Suffixes by their last character, the longest first: a stem is asked for 41 thousand times."""
    suffixes = sorted(vocabulary()["unit_suffixes"], key=len, reverse=True)
    return {suffix[-1]: tuple(s for s in suffixes if s[-1] == suffix[-1]) for suffix in suffixes}


@cache
def _ending_folds() -> list[tuple[str, str]]:
    pairs = (pair.partition("=") for pair in vocabulary()["same_ending"])
    return [(written, plain) for written, _, plain in pairs]


def tidy(name: str) -> str:
    """Return a name without spaces, its brackets half-width."""
    return name.translate(_NARROW)


def plain_unit_name(name: str, above: list[str]) -> str:
    """Return a unit's name without the divisions above that are glued on, and without a leading bracket."""
    if name[0] in "(（":
        name = _BRACKETS.sub("", name, count=1) or name
    for division in reversed(above):
        rest = name[len(division) :]
        if name.startswith(division) and unit_stem(rest):
            name = rest
    if name.startswith(_glued_prefixes()):
        prefix = next(p for p in _glued_prefixes() if name.startswith(p))
        name = name[len(prefix) :] if len(unit_stem(name[len(prefix) :])) > 1 else name
    # a few rows name the office in place of the unit, and would pass for the only one of their name
    return name.removesuffix("办事处") if name.endswith("街道办事处") else name


def unit_stem(name: str) -> str:
    """Return what is left of a unit's name without its kind and nationality, or nothing."""
    stem = _BRACKETS.sub("", name) if "(" in name or "（" in name else name
    for suffix in _unit_suffixes().get(stem[-1:], ()):
        if stem.endswith(suffix):
            stem = stem[: -len(suffix)]
            break
    bare = _nationality_tail().sub("", stem) if stem.endswith("族") else stem
    return bare if len(bare) > 1 else stem


def folded_unit_name(name: str) -> str:
    """Return one spelling for names that differ only by a doubled or swallowed 街, 路, 地区 …"""
    name = _BRACKETS.sub("", name)
    for written, plain in _ending_folds():
        if name.endswith(written) and len(name) > len(written) + 1:
            return name[: -len(written)] + plain
    return name


@cache
def short_upper_names(name: str) -> list[str]:
    """Return the shorter names of a province, prefecture or county."""
    for suffix in sorted(vocabulary()["upper_suffixes"], key=len, reverse=True):
        if name.endswith(suffix):
            stem = name[: -len(suffix)]
            ending = suffix.removeprefix("自治")
            bare = _autonomous_tail().sub("", stem) if ending != suffix else stem
            stem = bare if len(bare) > 1 else stem
            shorts = {stem, stem + ending} if ending != suffix else {stem}
            return sorted(s for s in shorts if len(s) > 1 and s != name)
    return []
