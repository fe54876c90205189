"""What a phrase can mean: every way to read it as a path of divisions, with what is left over.

What belongs here: walking a phrase such as 省-市-区-街道 down the table. What does not: choosing between
namesakes by what the rest of a document says (``cues``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.places.names import any_of, vocabulary
from extractors.places.table import PlaceTable, load_places

_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the beginning of a phrase."""

    path: tuple[str, ...]
    """Codes of the divisions named, the highest first."""
    start: int
    """Where the last division's name begins in the phrase."""
    end: int
    """Where it ends."""
    shorts: int
    """How many divisions were named by a short form."""

    @property
    def code(self) -> str:
        """Code of the lowest division named."""
        return self.path[-1]


@cache
def _between() -> re.Pattern[str]:
    return re.compile(any_of(vocabulary()["between"]) + "*")


@cache
def office_tail() -> re.Pattern[str]:
    """The offices that may stand behind a place's name, at the end of a phrase."""
    return re.compile(any_of(vocabulary()["offices"]) + "$")


def read_phrase(phrase: str) -> list[Reading]:
    """Return every reading of a phrase that begins with a division, complete or not."""
    table = load_places()
    begin = skip_between(phrase, 0)
    return list(_descend(table, phrase, begin, (), 0))


def skip_between(phrase: str, at: int) -> int:
    """Return where the next name may begin: past slashes, 市辖区, an inner 人民政府."""
    match = _between().match(phrase, at)
    return match.end() if match else at


def _descend(
    table: PlaceTable, phrase: str, at: int, path: tuple[str, ...], shorts: int
) -> Iterator[Reading]:
    scope = table.by_code[path[-1]].prefix if path else ""
    for end in range(min(len(phrase), at + _LONGEST), at + 1, -1):
        name = phrase[at:end]
        for codes, is_short in ((table.upper.get(name), 0), (table.upper_short.get(name), 1)):
            for code in codes or ():
                if code.startswith(scope) and code not in path:
                    reading = Reading((*path, code), at, end, shorts + is_short)
                    yield reading
                    yield from _descend(
                        table, phrase, skip_between(phrase, end), reading.path, reading.shorts
                    )
        for code in table.units.get(name, ()):
            if code.startswith(scope):
                yield Reading((*path, code), at, end, shorts)
