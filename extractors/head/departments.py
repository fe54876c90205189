"""Departments: bureaus, commissions and branches, and the division that each belongs to.

What belongs here: the division in front of a department's name, or the one that a branch serves.
What does not: governments and offices of a place itself (``issuer``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.places import Reading, Resolution, load_places, read_phrase
from extractors.places.resolve import NOTHING

_BRANCH = re.compile(r"局([\u4e00-\u9fff]{2,8})分局$")


def department_division(phrase: str, readings: Sequence[Reading]) -> tuple[str, Resolution]:
    """Return a department's name without the path in front, and the lowest division named in it.

    A branch belongs to the division that it serves. Without a division the name stays as it is.
    """
    if not readings:
        return phrase, NOTHING
    lowest = _longest_readings(readings)
    first = lowest[0]
    codes, rivals = _with_departments({reading.code for reading in lowest})
    name = phrase[first.start if len(first.path) > 1 else 0 :]
    evidence = f"division:{phrase[first.start : first.end]}"
    if len(codes) > 1:
        return name, Resolution(None, codes, (evidence,), rivals)
    served = _division_served(phrase, codes[0])
    if served:
        return name, Resolution(served.code, (), (evidence, *served.evidence))
    return name, Resolution(codes[0], (), (evidence,), rivals)


def _longest_readings(readings: Sequence[Reading]) -> list[Reading]:
    plain = [reading for reading in readings if not reading.shorts] or list(readings)
    furthest = max(reading.end for reading in plain)
    return [reading for reading in plain if reading.end == furthest]


def _with_departments(codes: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return, of namesakes, the counties and above, which have most departments, and the rest as rivals."""
    above = {code for code in codes if load_places().by_code[code].level != "township"} or codes
    return tuple(sorted(above)), tuple(sorted(codes - above))


def _division_served(phrase: str, above: str) -> Resolution | None:
    match = _BRANCH.search(phrase)
    if match is None:
        return None
    prefix = load_places().by_code[above].prefix
    codes = {reading.code for reading in read_phrase(match[1]) if reading.code.startswith(prefix)}
    return Resolution(codes.pop(), (), (f"branch:{match[1]}",)) if len(codes) == 1 else None
