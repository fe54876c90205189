"""Places by the host that a report was published on: www.xiaoshan.gov.cn, pinghu.jiaxing.gov.cn.

What belongs here: from an address to the places that its host may name. What does not: what that is worth
(``origins``), and how many names are shared (``extractors.reference.count_hosts``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extractors.places.table import Place, load_places, read_reference

_DATA = Path(__file__).resolve().parent / "hosts.toml"
_KEYS = {"official", "behind", "not_names", "kinds", "examples"}
_LETTERS = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class HostName:
    """A label of a host, and the places whose name it is."""

    label: str
    codes: tuple[str, ...]


@cache
def host_rules() -> dict[str, Any]:
    """Return ``hosts.toml``; an unknown or missing key is an error."""
    rules = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    if set(rules) != _KEYS:
        raise ValueError(f"{_DATA.name}: keys {sorted(set(rules) ^ _KEYS)} are missing or unknown")
    return rules


@cache
def load_readings() -> dict[str, tuple[str, ...]]:
    """Return how the name of each division above the townships is romanised, its syllables apart."""
    return {code: tuple(ways.split("|")) for code, ways in read_reference("host_names.csv.gz")}


def read_host(url: str) -> tuple[HostName, ...]:
    """Return the names of places in the host of an address, the highest division first.

    A label below that of a place (gulou.nanjing) means what lies inside that place, and else nothing.
    """
    found: list[HostName] = []
    for label in reversed(_labels(url)):
        codes = _places_called(label)
        if found:
            above = tuple(load_places().by_code[code].prefix for code in found[-1].codes)
            codes = tuple(c for c in codes if c not in found[-1].codes and c.startswith(above))
        if codes:
            found.append(HostName(label, codes))
    return tuple(found)


def _labels(url: str) -> list[str]:
    """The labels of an official host without its ending."""
    try:
        host = (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return []
    ending = next((e for e in host_rules()["official"] if host.endswith("." + e)), None)
    return host.removesuffix(f".{ending}").split(".") if ending else []


def _places_called(label: str) -> tuple[str, ...]:
    """The places of that very name; else those whose name stands in it with what hosts put around names."""
    bare = label.replace("-", "")
    if not _LETTERS.fullmatch(bare) or bare in host_rules()["not_names"]:
        return ()
    plain, framed = _by_label()
    return plain.get(bare) or framed.get(bare) or ()


@cache
def _by_label() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Places by their bare names, and by names with a frame."""
    plain: dict[str, dict[str, None]] = {}
    framed: dict[str, dict[str, None]] = {}
    for code in load_readings():
        place = load_places().by_code[code]
        for name in romanised(code):
            plain.setdefault(name, {})[code] = None
            for label in _framed(place, name):
                framed.setdefault(label, {})[code] = None
    plain_table, framed_table = ({k: tuple(v) for k, v in table.items()} for table in (plain, framed))
    return plain_table, framed_table


def romanised(code: str) -> list[str]:
    """Return the spellings of a place's bare name; ü is written v or yu."""
    names = [reading.replace(" ", "") for reading in load_readings()[code]]
    return list(dict.fromkeys(form for name in names for form in (name, name.replace("v", "yu"))))


def _framed(place: Place, name: str) -> Iterator[str]:
    """Yield a name with its kind, with the initials of a division above in front, with 政府 behind."""
    kinds = sorted(host_rules()["kinds"].items(), key=lambda row: -len(row[0]))
    kind = next((written for ending, written in kinds if place.name.endswith(ending)), "")
    fronts = ["", *(initials(above) for above in load_places().path(place.code)[1:])]
    for front in fronts:
        for named in {name, name if name.endswith(kind) else name + kind}:
            for behind in ("", *host_rules()["behind"]):
                if front or behind or named != name:
                    yield front + named + behind


def initials(place: Place) -> str:
    """Return the first letters of the syllables of a place's bare name."""
    return "".join(syllable[0] for syllable in load_readings()[place.code][0].split())
