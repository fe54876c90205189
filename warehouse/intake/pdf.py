"""PDF files to text: the lines of each page with where they stand, as ``pages`` puts them together.

What belongs here: asking the library. What does not: which lines are one paragraph, or the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from warehouse.intake.cells import table_lines
from warehouse.intake.decoding import Undecodable, is_garbled
from warehouse.intake.extras import required
from warehouse.intake.folding import fold_radicals
from warehouse.intake.grids import Grid, find_grids, rules_of
from warehouse.intake.pages import Line, flow, parts_words

_MOST_PAGES = 1000
_MOST_PATHS = 5000
_PATH = 2
"""What the library calls a drawn line or box."""
_LINE = re.compile(r"[^\r\n]+")
_LEAST_CHARACTERS = 8
_IS_SCAN = "pdf: it holds pictures of text, no text: recognise its characters first (OCR)"
_IS_GARBLED = "pdf: its text layer is garbled: its fonts do not tell their characters"
_GAP = 1.5
"""A space that is wider than so many characters parts two columns."""


def read_pdf(content: bytes, limit: int) -> str:
    """Return the text layer of a PDF file.

    Raises:
        Undecodable: the library for it is missing, it is locked or broken, or there is no text in it.
    """
    library = required("pypdfium2", "pdf", "PDF files")
    try:
        document = library.PdfDocument(content)
    except library.PdfiumError as error:
        reason = "locked with a password" if "password" in str(error).lower() else "broken"
        raise Undecodable("pdf", f"pdf: the file is {reason}") from error
    try:
        pages = list(_pages(document, limit))
        width = max((page.get_width() for page in document), default=0)
    except library.PdfiumError as error:
        raise Undecodable("pdf", "pdf: a page of it is broken") from error
    finally:
        document.close()
    return _checked(fold_radicals("\n".join(flow(pages, width))))


def _checked(text: str) -> str:
    if len("".join(text.split())) < _LEAST_CHARACTERS:
        raise Undecodable("pdf", _IS_SCAN)
    if is_garbled(text):
        raise Undecodable("pdf", _IS_GARBLED)
    return text + "\n"


def _pages(document: Any, limit: int) -> Iterator[list[Line]]:
    if len(document) > _MOST_PAGES:
        raise Undecodable("pdf", f"pdf: {len(document)} pages, at most {_MOST_PAGES} are read")
    characters = 0
    for page in document:
        layer = page.get_textpage()
        characters += layer.count_chars()
        if characters > limit:
            raise Undecodable("pdf", f"pdf: more than {limit} characters")
        yield list(_lines(layer, _grids(page)))
        layer.close()
        page.close()


def _grids(page: Any) -> list[Grid]:
    """The ruled tables of a page."""
    paths = page.get_objects(filter=[_PATH], max_depth=1)
    return find_grids(rules_of(path.get_bounds() for path in islice(paths, _MOST_PATHS)))


def _lines(layer: Any, grids: Sequence[Grid]) -> Iterator[Line]:
    text = layer.get_text_range()
    # Characters beyond the sixteen-bit plane take two places: then nothing tells where a line stands.
    if len(text) != layer.count_chars():
        yield from (Line(words) for match in _LINE.finditer(text) if (words := _shown(match.group()).strip()))
        return
    owners = _owners(layer, text, grids) if grids else {}
    told: set[int] = set()
    for match in _LINE.finditer(text):
        for grid, start, end in _runs(match, owners):
            if grid is None:
                yield from _placed(layer, text, start, end)
            elif grid not in told:
                told.add(grid)
                yield Line("", table=tuple(table_lines(grids[grid].rows())))


def _shown(text: str) -> str:
    """Hyphens that only break a line are left by the library as a mark."""
    return text.replace("\ufffe", "").replace("\0", "")


def _owners(layer: Any, text: str, grids: Sequence[Grid]) -> dict[int, int]:
    """The table that each character stands in; what it says is put into its cell."""
    owners = {}
    for match in _LINE.finditer(text):
        regions = set()
        for at in range(match.start(), match.end()):
            left, bottom, right, top = layer.get_charbox(at)
            x, y = (left + right) / 2, (bottom + top) / 2
            for number, grid in enumerate(grids):
                if (region := grid.region_at(x, y)) is not None:
                    owners[at] = number
                    pieces = grid.texts.setdefault(region, [])
                    # Chinese goes on in a cell's next line without a space; two numbers are not made one.
                    if pieces and (number, region) not in regions and _are_apart(pieces[-1], text[at]):
                        pieces.append(" ")
                    regions.add((number, region))
                    pieces.append(_shown(text[at]))
                    break
    layouts = {number for number, grid in enumerate(grids) if not grid.is_data()}
    return {at: number for at, number in owners.items() if number not in layouts}


def _are_apart(before: str, behind: str) -> bool:
    return parts_words(before, behind) or (before[-1:].isdigit() and behind.isdigit())


def _runs(match: re.Match[str], owners: Mapping[int, int]) -> Iterator[tuple[int | None, int, int]]:
    """Pieces of a line by the table that they stand in; spaces go with what is before them."""
    start, grid = match.start(), owners.get(match.start())
    for at in range(match.start(), match.end()):
        if owners.get(at) != grid and not match.string[at].isspace():
            yield grid, start, at
            start, grid = at, owners.get(at)
    yield grid, start, match.end()


def _placed(layer: Any, text: str, start: int, end: int) -> Iterator[Line]:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    written = _shown(text[start:end]).strip()
    if not written:
        return
    first, last = (layer.get_charbox(at, loose=True) for at in (start, end - 1))
    size = first[3] - first[1]
    yield Line(written, first[0], last[2], size, tuple(_columns(layer, text, start, end, size)))


def _columns(layer: Any, text: str, start: int, end: int, size: float) -> Iterator[str]:
    """The pieces of a line between wide gaps."""
    begin = start
    for space in re.finditer(r"\s+", text[start:end]):
        before, behind = start + space.start(), start + space.end()
        gap = layer.get_charbox(behind)[0] - layer.get_charbox(before - 1)[2]
        if gap > _GAP * size:
            yield text[begin:before]
            begin = behind
    yield text[begin:end]
