"""Tables of pages and Word files as lines, ``| a | b |`` a row: the form that the extractor reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WIDEST = 100
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is written, and over how many columns and rows it reaches."""

    text: str
    columns: int = 1
    rows: int = 1


def table_lines(rows: Iterable[Sequence[Cell]]) -> list[str]:
    """Return one line a row that holds anything."""
    carried: dict[int, tuple[int, str]] = {}
    lines = []
    for row in rows:
        texts = _spread(row, carried)
        if any(texts):
            lines.append("| " + " | ".join(texts) + " |")
    return lines


def _spread(row: Sequence[Cell], carried: dict[int, tuple[int, str]]) -> list[str]:
    """One text a column; words that reach over several cells stand in each, numbers in the first alone."""
    texts: list[str] = []
    for cell in row:
        _take_carried(texts, carried)
        text = " ".join(cell.text.replace("|", "｜").split())
        repeated = "" if any(c.isdigit() for c in text) else text
        for position in range(min(cell.columns, _WIDEST)):
            if cell.rows > 1:
                carried[len(texts)] = (min(cell.rows, _LONGEST) - 1, repeated)
            texts.append(repeated if position else text)
    _take_carried(texts, carried)
    return texts


def _take_carried(texts: list[str], carried: dict[int, tuple[int, str]]) -> None:
    while len(texts) in carried:
        column = len(texts)
        left, text = carried.pop(column)
        if left > 1:
            carried[column] = (left - 1, text)
        texts.append(text)
