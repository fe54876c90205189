"""Characters that only look like the ordinary ones: radicals and compatibility forms, as in PDF files."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "radicals.csv"
_FOLDED_RANGES = ((0x2F00, 0x2FD5), (0x2E80, 0x2EF3), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


@cache
def radicals() -> dict[int, str]:
    """Return the ordinary character for each such form, by code point.

    Raises:
        ValueError: the table names a character that is no radical, or one twice.
    """
    table: dict[int, str] = {}
    for low, high in _FOLDED_RANGES:
        for point in range(low, high + 1):
            plain = unicodedata.normalize("NFKC", chr(point))
            if plain != chr(point) and len(plain) == 1:
                table[point] = plain
    with _DATA.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            point = int(row["radical"], 16)
            if not 0x2E80 <= point <= 0x2EF3 or point in table or len(row["character"]) != 1:
                raise ValueError(f"{_DATA.name}: {row} is no radical with its character, or is told twice")
            table[point] = row["character"]
    return table


def fold_radicals(text: str) -> str:
    """Return ``text`` with ordinary characters, one for one."""
    return text.translate(radicals())
