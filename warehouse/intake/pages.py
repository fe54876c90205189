"""Printed pages to running text: lines broken by the margin joined, page numbers and running heads left out.

What belongs here: lines and where they stand. What does not: how a file says so (``pdf``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from warehouse.intake.cells import Cell, table_lines

_NUMBER = re.compile(
    r"[-—–－·.\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?"
    r"(?:\s*[/／,，、]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-—–－·.\s]*"
)
_DIGIT = "[一二三四五六七八九十]"
_HEADED = re.compile(rf"{_DIGIT}{{1,3}}[、.．]|[(（]{_DIGIT}{{1,3}}[)）]|第{_DIGIT}+[章节]")
_ENDS = re.compile(r"[。！？：:]\Z")
_WORDS = re.compile("[A-Za-z]{2}")
_LEAST_MARGIN = 0.75
_NEAR_MARGIN = 2.0
_INDENT = 0.7
_SAME_SIZE = 0.15
_RUNNING_PAGES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where it begins and ends, in points from the left, and how high it is."""

    text: str
    left: float | None = None
    right: float | None = None
    size: float = 0
    columns: tuple[str, ...] = ()
    table: tuple[str, ...] = ()
    """The rows of a whole table, which stands in the place of a line."""


def flow(pages: Sequence[Sequence[Line]], width: float = 0) -> list[str]:
    """Return the paragraphs of some pages, rows of tables as lines with bars.

    Args:
        pages: the lines of each page, from top to bottom.
        width: how wide the pages are; lines far from their right edge were not broken by it.
    """
    lines = _without_furniture(pages)
    paragraphs: list[str] = []
    rows: list[Line] = []
    last: _Set | None = None
    for placed in _set_on_page(lines, _LEAST_MARGIN * width):
        if placed.line.table:
            paragraphs += [*_table(rows), *placed.line.table]
            rows, last = [], None
            continue
        if placed.is_row:
            rows.append(placed.line)
            last = None
            continue
        paragraphs += _table(rows)
        rows = []
        if last is not None and _reads_on(last, placed):
            paragraphs[-1] = _joined(paragraphs[-1], placed.line.text)
        else:
            paragraphs.append(placed.line.text)
        last = placed
    return paragraphs + _table(rows)


@dataclass(frozen=True, slots=True)
class _Set:
    """A line with the margins of the pages."""

    line: Line
    left: float
    right: float
    is_row: bool


def _set_on_page(pages: Sequence[Sequence[Line]], least_right: float) -> Iterator[_Set]:
    left = min((line.left for page in pages for line in page if line.left is not None), default=0.0)
    right = max((line.right for page in pages for line in page if line.right is not None), default=0.0)
    right = max(right, least_right)
    for page in pages:
        widths = [len(line.columns) for line in page]
        for at, line in enumerate(page):
            # A single line with a gap is a signature with its date; a table has rows below each other.
            around = {widths[i] for i in (at - 1, at + 1) if 0 <= i < len(page)}
            yield _Set(line, left, right, widths[at] > 1 and widths[at] in around)


def _reads_on(upper: _Set, lower: _Set) -> bool:
    """Whether the margin alone broke the line between two."""
    above, below = upper.line, lower.line
    if above.left is None or above.right is None or below.left is None or not above.size:
        return False
    is_full = above.right >= upper.right - _NEAR_MARGIN * above.size
    is_indented = below.left > lower.left + _INDENT * below.size
    is_alike = abs(above.size - below.size) <= _SAME_SIZE * above.size
    if not (is_full and is_alike) or is_indented:
        return False
    return not (_ENDS.search(above.text) and _HEADED.match(below.text))


def _joined(above: str, below: str) -> str:
    return f"{above} {below}" if parts_words(above, below) else above + below


def parts_words(above: str, below: str) -> bool:
    """Whether a line's end parts two words of Latin letters, which Chinese does not do."""
    return bool(_WORDS.fullmatch(above[-1:] + below[:1]))


def _table(rows: Sequence[Line]) -> list[str]:
    return table_lines([[Cell(text) for text in row.columns] for row in rows])


def _without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out the numbers of the pages, and the first or last line that all of them share."""
    kept = [list(page) for page in pages]
    for edge in (-1, 0):
        _drop_numbers(kept, edge)
        _drop_running(kept, edge)
    return kept


def _drop_numbers(pages: list[list[Line]], edge: int) -> None:
    """Numbers at an edge are the pages' own where they count up with them."""
    edges = ((at, _NUMBER.fullmatch(page[edge].text)) for at, page in enumerate(pages) if page)
    found = {at: int(match[1]) for at, match in edges if match}
    offsets = Counter(number - at for at, number in found.items())
    for at, number in found.items():
        is_counted = offsets[number - at] > 1 or number - at == 1
        if is_counted and len(pages[at]) > 1:
            del pages[at][edge]


def _drop_running(pages: list[list[Line]], edge: int) -> None:
    full = [page for page in pages if len(page) > 1]
    texts = {page[edge].text for page in full}
    if len(full) >= _RUNNING_PAGES and len(texts) == 1:
        for page in full:
            del page[edge]
