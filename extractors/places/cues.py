"""What a document says about which of several namesakes it comes from: additive cues, a lead settles.

What belongs here: scoring candidates against a text. What does not: finding the candidates.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.places.names import any_of, short_upper_names, vocabulary
from extractors.places.resolve import Resolution
from extractors.places.table import Place, load_places, load_villages

_DATA = Path(__file__).resolve().parent / "cues.toml"
_WEIGHTS = {
    "exact_name",
    "county",
    "prefecture",
    "province",
    "kind_fits",
    "kind_differs",
    "village",
    "village_short",
    "village_limit",
    "village_count",
    "firm_province",
    "firm_city",
    "said_county",
    "said_prefecture",
    "said_province",
    "host",
    "host_above",
}
_FIRM_WORD = "律师事务所"
_FIRM_BEFORE = re.compile(r"([\u4e00-\u9fff]{2,18})(?:[(（]([\u4e00-\u9fff]{2,6})[)）])?$")
_SHORT_STEM = 2
_FIRM_REACH = 26
_FIRM_CITY_BEHIND = re.compile(r"律师事务所[(（]([\u4e00-\u9fff]{2,6})[)）]")
_VILLAGES_STATED = re.compile(
    r"(?:辖|共有|全镇|全街道|全乡|所属)[^。;；]{0,12}?(\d{1,3})个(?:行政村|村|社区|居)"
)


@dataclass(frozen=True, slots=True)
class CueRules:
    """The cues of ``cues.toml``."""

    accept: float
    weights: dict[str, float]
    kind_words: re.Pattern[str]
    masked: re.Pattern[str]


@cache
def load_cues() -> CueRules:
    """Read ``cues.toml``; a weight that is missing or unknown is an error."""
    data: dict[str, Any] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    weights = {str(k): float(v) for k, v in data["weights"].items()}
    if set(weights) != _WEIGHTS:
        raise ValueError(f"{_DATA.name}: weights {sorted(set(weights) ^ _WEIGHTS)} are missing or unknown")
    kind = rf"([区县旗市]){any_of(data['kind']['endings'])}|{any_of(data['kind']['full'])}"
    return CueRules(
        float(data["accept"]), weights, re.compile(kind), re.compile(any_of(data["masked"]["phrases"]))
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How one candidate stands: its score, and the cues that make it up."""

    score: float
    code: str
    evidence: tuple[str, ...]


def settle(found: Resolution, text: str) -> Resolution:
    """Choose among the places that a name may mean by what the text says.

    A place that the name alone settles is given up only for a rival with a clear lead. Without a clear lead
    among several, the choice stays open.
    """
    pool = [found.code] if found.code else list(found.candidates)
    rivals = _outside(found)
    if not rivals and len(pool) < 2:
        return found
    rules = load_cues()
    standings = rank(pool, rivals, text)
    first, second = standings[0], standings[1].score if len(standings) > 1 else 0
    if first.score - second >= rules.accept and first.score > 0:
        return Resolution(first.code, (), first.evidence or found.evidence)
    if found.code:
        return found
    return Resolution(None, tuple(sorted({*pool, *found.rivals})), ("ambiguous",))


def _outside(found: Resolution) -> tuple[str, ...]:
    """Return the rivals that do not lie in the place itself: what is said of it would speak for its part."""
    place = load_places().by_code.get(found.code) if found.code else None
    return tuple(code for code in found.rivals if place is None or not code.startswith(place.prefix))


def rank(pool: Sequence[str], rivals: Sequence[str], text: str) -> list[Standing]:
    """Return how each candidate stands by what the text says, the best first.

    Args:
        pool: the places that the name itself means.
        rivals: those of the same stem under another kind of unit, and less likely ones of the same name.
        text: the whole report.
    """
    rules = load_cues()
    text = rules.masked.sub("", text)
    firms = _law_firms(text)
    kind = kind_above(text)
    stated = set(_VILLAGES_STATED.findall(text))
    exact = {load_places().by_code[code].name for code in pool}
    standings = []
    for code in (*pool, *rivals):
        path = load_places().path(code)
        cues = [("exact_name", path[0].name)] if code in pool or path[0].name in exact else []
        cues += [*_named_divisions(path, text), *_kind_cue(path, kind), *_firm_cues(path, firms)]
        cues += _village_cues(path[0], text, stated, rules)
        score = sum(rules.weights[name] for name, _ in cues)
        standings.append(Standing(score, code, tuple(f"{name}:{what}" for name, what in cues)))
    return sorted(standings, key=lambda s: (-s.score, s.code))


def _named_divisions(path: list[Place], text: str) -> list[tuple[str, str]]:
    ordinary = vocabulary()["ordinary_words"]
    return [(p.level, p.name) for p in path[1:] if p.name not in ordinary and p.name in text]


def kind_above(text: str) -> str | None:
    """Return 区, 县 or 旗, where the text speaks of its own one; 市 where of nothing smaller."""
    seen = Counter((m.group(1) or m.group()[-1]) for m in load_cues().kind_words.finditer(text))
    small = {kind: seen[kind] for kind in "区县旗" if seen[kind]}
    if small:
        kind = max(small, key=lambda k: small[k])
        return kind if all(small[kind] > n for k, n in small.items() if k != kind) else None
    return "市" if seen["市"] else None


def _kind_cue(path: list[Place], kind: str | None) -> list[tuple[str, str]]:
    own = path[1:2] if path[0].level == "township" else path[:1]
    if kind is None or not own:
        return []
    fits = own[0].name.endswith(kind)
    return [("kind_fits" if fits else "kind_differs", kind)]


def _law_firms(text: str) -> tuple[str, str]:
    """The beginnings of law firms' names, and the cities in brackets, each as one string."""
    found: list[tuple[str, str]] = []
    at = text.find(_FIRM_WORD)
    while at >= 0:
        found += _FIRM_BEFORE.findall(text[max(0, at - _FIRM_REACH) : at])
        at = text.find(_FIRM_WORD, at + 1)
    cities = [city for _, city in found] + (_FIRM_CITY_BEHIND.findall(text) if found else [])
    return "\n".join(name for name, city in found if not city), "\n".join(cities)


def _firm_cues(path: list[Place], firms: tuple[str, str]) -> list[tuple[str, str]]:
    cues = []
    names, cities = firms
    for place in path[1:]:
        shorts = [*short_upper_names(place.name), place.name]
        if place.level == "province" and names and any(s in names for s in shorts):
            cues.append(("firm_province", place.name))
        if place.level == "prefecture" and cities and any(s in cities for s in shorts):
            cues.append(("firm_city", place.name))
    return cues


def _village_cues(unit: Place, text: str, stated: set[str], rules: CueRules) -> list[tuple[str, str]]:
    """The candidate's villages that the text names; those named like the unit itself say nothing."""
    count, stems = load_villages().get(unit.code, (0, ()))
    own = [stem for stem in stems if stem in text and stem[:2] not in unit.name]
    long = [stem for stem in own if len(stem) > _SHORT_STEM]
    short = [
        stem for stem in own if len(stem) == _SHORT_STEM and (stem + "村" in text or stem + "社区" in text)
    ]
    cues = [("village", stem) for stem in long] + [("village_short", stem) for stem in short]
    cues = cues[: int(rules.weights["village_limit"])]
    if count and str(count) in stated:
        cues.append(("village_count", str(count)))
    return cues
