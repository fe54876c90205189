"""The JSON form of the number layer, as the ``numerals`` command prints it.

What belongs here: which numerals the command shows, and how. What does not: reading them.
"""

from __future__ import annotations

import re
from typing import Any

from extractors.numbers.figures import Numeral
from extractors.numbers.plain import scan_plain, squeeze

_YEARS = re.compile(r"[0-9]{4}.{1,4}[0-9]{2,4}|[0-9]{8}")
SHOWN = frozenset({"cardinal", "percent", "money", "range", "ordinal", "date"})


def cli_record(identifier: str, text: str) -> dict[str, Any]:
    """Return ``{"id", "numbers"}``: quantities, ordinals and dates of ``text`` with offsets into it."""
    view, places = squeeze(text)
    return {
        "id": identifier,
        "numbers": [_entry(text, n, places) for n in scan_plain(view) if _is_shown(view, n)],
    }


def _is_shown(view: str, numeral: Numeral) -> bool:
    """Return whether the command prints the numeral: a range of years is no number."""
    if (
        numeral.kind == "date"
        and numeral.unit in (None, "年")
        and _YEARS.fullmatch(view, numeral.start, numeral.end)
    ):
        return False
    return numeral.kind in SHOWN


def _entry(text: str, numeral: Numeral, places: list[int]) -> dict[str, Any]:
    start, end = places[numeral.start], places[numeral.end - 1] + 1
    # Points are printed among the percentages, as other recognisers have them: the unit tells them apart.
    kind = "percent" if numeral.unit == "百分点" and numeral.kind == "cardinal" else numeral.kind
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "value": numeral.value,
        "value_max": numeral.value_max,
        "unit": numeral.unit,
        "qualifier": numeral.qualifier,
        "kind": kind,
    }
