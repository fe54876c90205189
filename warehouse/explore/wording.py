"""What the explorer says, in the reader's language.

What belongs here: words, and figures as people write them. What does not: what they are about.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
_PLACES = re.compile(r"\{[a-z0-9]+\}")
_TOML = Path(__file__).with_name("wording.toml")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language."""

    language: Language
    _words: Mapping[str, str]

    def __call__(self, key: str, *values: object, **named: object) -> str:
        """Return what is said, with its places filled in.

        Raises:
            KeyError: nothing is said by that key.
        """
        return self._words[key].format(*values, **named)

    def code(self, key: str | None, prefix: str = "") -> str:
        """Return the word for a code of the data; the code itself where there is none yet."""
        return "" if key is None else self._words.get(f"{prefix}{key}", key)

    def either(self, zh: str | None, en: str | None) -> str:
        """Return the one of two texts that is in this language."""
        return (zh if self.language == "zh" else en) or zh or en or ""

    def figure(
        self, value: float | None, qualifier: str | None = "exact", upper: float | None = None
    ) -> str:
        """Return a figure with what the report puts around it: 约 300, 300–400."""
        if value is None:
            return ""
        return self(qualifier or "exact", plain(value), plain(upper if upper is not None else value))


def plain(value: float | None) -> str:
    """Return a number with its thousands parted, and no decimal that says nothing."""
    if value is None:
        return ""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0")


def language_of(asked: str | None, accepted: str | None) -> Language:
    """Return the language that an address asks for, else the first one that the browser accepts."""
    if asked in ("zh", "en"):
        return "zh" if asked == "zh" else "en"
    first = (accepted or "zh").split(",")[0].strip().lower()
    return "zh" if first.startswith("zh") or first in ("", "*") else "en"


def load_wording(language: Language) -> Wording:
    """Return the words of a language.

    Raises:
        ValueError: an entry lacks a language, or its two texts have different places to fill in.
    """
    return Wording(language, {key: entry[language] for key, entry in _entries().items()})


@cache
def _entries() -> dict[str, dict[str, str]]:
    entries: dict[str, dict[str, str]] = tomllib.loads(_TOML.read_text(encoding="utf-8"))
    for key, entry in entries.items():
        if set(entry) != {"zh", "en"} or not all(entry.values()):
            raise ValueError(f"{_TOML}: [{key}] needs zh and en, and nothing else")
        zh, en = (sorted(set(_PLACES.findall(entry[language]))) for language in ("zh", "en"))
        if zh != en:
            raise ValueError(f"{_TOML}: [{key}] fills {zh} in Chinese and {en} in English")
    return entries
