"""The JSON form of the number layer, as the ``numerals`` command prints it.

What belongs here: which numerals the command shows. What does not: reading them.
"""

from __future__ import annotations

from typing import Any

from extractors.numbers.scan import scan

SHOWN = frozenset({"cardinal", "percent", "money", "range", "ordinal", "date"})


def cli_record(identifier: str, text: str) -> dict[str, Any]:
    """Return ``{"id", "numbers"}``: quantities, ordinals and dates of ``text`` with offsets into it."""
    return {
        "id": identifier,
        "numbers": [
            {
                "start": n.start, "end": n.end, "text": text[n.start : n.end], "value": n.value, "value_max": n.value_max,
                "unit": n.unit, "qualifier": n.qualifier, "kind": n.kind,
            }
            for n in scan(text)
            if n.kind in SHOWN
        ],
    }
