"""The divisions of county and prefecture level that a text names in full.

What belongs here: finding full names by their last character. What does not: weighing them.
"""

from __future__ import annotations

import re
from collections import Counter

from extractors.places.names import vocabulary
from extractors.places.resolve import NOTHING, Resolution
from extractors.places.table import load_places

_LAST_CHARACTER = re.compile("[区县市旗州盟]")
_LONGEST = 14
_ENOUGH = 2


def divisions_named(text: str) -> Counter[str]:
    """Return how often each county or prefecture is named in full; the longest name wins."""
    names = load_places().upper
    ordinary = vocabulary()["ordinary_words"]
    counts: Counter[str] = Counter()
    for match in _LAST_CHARACTER.finditer(text):
        end = match.end()
        for start in range(max(0, end - _LONGEST), end - 1):
            if text[start:end] in names and text[start:end] not in ordinary:
                counts[text[start:end]] += 1
                break
    return counts


def place_by_mentions(text: str, kind: str | None) -> Resolution:
    """Return the division of an issuer that names none: the only one of its kind that the text names twice.

    Args:
        text: the whole report.
        kind: 区, 县, 旗 or 市, as the text calls the division that it comes from; None where it does not say.
    """
    if kind is None:
        return NOTHING
    named = {name: n for name, n in divisions_named(text).items() if name.endswith(kind)}
    codes = sorted({code for name in named for code in load_places().upper[name]})
    if len(codes) == 1 and sum(named.values()) >= _ENOUGH:
        return Resolution(codes[0], (), (f"only_one_named:{next(iter(named))}",))
    return Resolution(None, tuple(codes), ("named_in_text",)) if codes else NOTHING
