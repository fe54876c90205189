"""The numeral that the number layer finds: its span, its value, and how the text means it.

What belongs here: the record and its vocabularies. What does not: any reading of text.
"""

from __future__ import annotations

from typing import NamedTuple

Value = int | float

QUANTITIES = frozenset({"cardinal", "percent", "money", "range"})
QUALIFIERS = frozenset({"exact", "more_than", "at_least", "at_most", "about", "nearly", "range"})
KINDS = QUANTITIES | {"ordinal", "date", "citation", "name", "contact", "page_furniture", "other"}


class Numeral(NamedTuple):
    """One numeral of a text. Offsets are into the text as given, end exclusive."""

    start: int
    """The numeral itself begins here (with 第 for an ordinal, with 百分之 for a percentage)."""
    end: int
    """It ends here: with 万 and 亿, without qualifier and unit."""
    lead: int
    """Where a qualifier in front begins (超1000: the index of 超), else ``start``."""
    stop: int
    """The end after the qualifiers and the unit that follow (1000余人次: after 次)."""
    value: Value
    """万 and 亿 expanded, money in 元, rates in percent; 0 for a digit run that is no number."""
    value_max: Value | None
    """The upper end of a range, else None."""
    unit: str | None
    """The measure word as written; 元 for money, % for rates."""
    qualifier: str
    kind: str
