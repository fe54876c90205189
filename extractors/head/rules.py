"""The words by which a head is read, from ``vocabulary.toml``, compiled once.

What belongs here: loading and checking the lists. What does not: reading.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "vocabulary.toml"
_REQUIRED = {
    "title": {"subjects", "forms", "weak_forms", "issuer_ends", "issuer_own"},
    "furniture": {"words", "issuer_fields"},
    "date": {"fields"},
    "year": {"plan_words", "done_words"},
    "kind": {
        "street_office",
        "township_government",
        "provincial_government",
        "county_government",
        "prefecture_government",
        "zone_committee",
        "department",
        "other",
    },
    "no_issuer": {"patterns"},
    "central": {"names", "patterns", "local_prefixes", "not_central"},
    "self_reference": {
        "street_office",
        "township_government",
        "department",
        "county_government",
        "prefecture_government",
        "provincial_government",
        "zone_committee",
        "other",
    },
    "subject": {"verbs"},
    "reject": {"template", "masked", "interpretation", "plan", "notice", "news", "essay", "exam", "related"},
    "reject_opening": {"template", "machine_text", "plan", "news", "essay"},
    "reject_page": {"seller", "template", "anywhere"},
    "reject_body": {
        "masked",
        "masked_numbers",
        "masked_year",
        "masked_issuer",
        "interpretation",
        "interpretation_field",
        "exam",
        "yearbook",
    },
    "other_genre": {"titles"},
}


@cache
def vocabulary() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the lists by section; a section or list that is missing or unknown is an error."""
    sections: dict[str, dict[str, list[str]]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    found = {name: set(lists) for name, lists in sections.items()}
    if found != _REQUIRED:
        odd = sorted(
            {f"{s}.{w}" for s in {*found, *_REQUIRED} for w in found.get(s, set()) ^ _REQUIRED.get(s, set())}
        )
        raise ValueError(f"{_DATA.name}: {odd} missing or unknown; the lists are named in rules.py")
    return sections


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """Return one list, the longest words first."""
    return tuple(sorted(vocabulary()[section][name], key=lambda w: (-len(w), w)))


@cache
def issuer_endings() -> tuple[str, ...]:
    """Return every ending that tells an issuer's kind."""
    return tuple(sorted({word for kind in vocabulary()["kind"].values() for word in kind}))


@cache
def any_word(section: str, name: str) -> re.Pattern[str]:
    """Return a pattern for any word of one list."""
    return re.compile("|".join(re.escape(word) for word in words(section, name)))


@cache
def any_pattern(section: str, name: str) -> re.Pattern[str]:
    """Return a pattern for any pattern of one list."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in vocabulary()[section][name]))
