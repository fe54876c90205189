"""PDF files to text: the lines of each page with where they stand, as ``pages`` puts them together.

What belongs here: asking the library. What does not: which lines are one paragraph, or the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from warehouse.intake.decoding import Undecodable, is_garbled
from warehouse.intake.extras import required
from warehouse.intake.folding import fold_radicals
from warehouse.intake.pages import Line, flow

_MOST_PAGES = 1000
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
        yield list(_lines(layer))
        layer.close()
        page.close()


def _lines(layer: Any) -> Iterator[Line]:
    text = layer.get_text_range()
    # Characters beyond the sixteen-bit plane take two places: then nothing tells where a line stands.
    is_placed = len(text) == layer.count_chars()
    for match in re.finditer(r"[^\r\n]+", text):
        # Hyphens that only break a line are left by the library as a mark.
        written = match.group().replace("\ufffe", "").replace("\0", "")
        if not written.strip():
            continue
        yield _placed(layer, match, written) if is_placed else Line(written.strip())


def _placed(layer: Any, match: re.Match[str], written: str) -> Line:
    start, end = match.start(), match.end()
    while end > start and match.string[end - 1].isspace():
        end -= 1
    while start < end and match.string[start].isspace():
        start += 1
    first, last = (layer.get_charbox(at, loose=True) for at in (start, end - 1))
    size = first[3] - first[1]
    columns = tuple(_columns(layer, match.string, start, end, size))
    return Line(written.strip(), first[0], last[2], size, columns)


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
