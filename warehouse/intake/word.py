"""Word files to text: paragraphs and tables in order, with what was inserted, without what was struck.

What belongs here: telling a Word file from another archive, and its words from its marks. What does not: the
numbers that Word itself puts before headings (``numbering``).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from warehouse.intake.cells import Cell, table_lines
from warehouse.intake.decoding import Undecodable
from warehouse.intake.extras import required
from warehouse.intake.numbering import paragraph_labels

_BODY = "word/document.xml"
_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A text box stands twice in a file, the second time for programs from before 2010.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_MEMBERS = 5000
Labels = Mapping[Any, str]


def is_word(content: bytes) -> bool:
    """Whether an archive is a Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _BODY in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read_word(content: bytes, limit: int) -> str:
    """Return the text of a Word file whose parts inflate to no more than ``limit`` bytes.

    Raises:
        Undecodable: the library for it is missing, the file is broken, locked or too large, or holds no text.
    """
    _refuse_bomb(content, limit)
    library = required("docx", "docx", "Word files")
    try:
        document = library.Document(io.BytesIO(content))
        body, labels = document.element.body, paragraph_labels(document)
    except Exception as error:  # The library lets errors of archives and of XML through as they come.
        raise Undecodable("docx", f"docx: the file cannot be opened ({type(error).__name__})") from error
    lines = [line for line in _blocks(body, labels) if line.strip()]
    if not lines:
        raise Undecodable("docx", "docx: the file holds no text")
    return "\n".join(lines) + "\n"


def _refuse_bomb(content: bytes, limit: int) -> None:
    """What a member says of its size holds: no more than that is ever read of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    # Pictures are inflated with the rest when the file is opened.
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > limit:
        raise Undecodable("docx", f"docx: its parts inflate past {limit} bytes")


def _blocks(parent: Any, labels: Labels) -> Iterator[str]:
    for block in parent:
        if block.tag == _SPACE + "p":
            text = _text(block)
            yield from (labels.get(block, "") + text if text else "").split("\n")
        elif block.tag == _SPACE + "tbl":
            yield from _table(block, labels)
        elif block.tag in (_SPACE + "sdt", _SPACE + "sdtContent", _SPACE + "ins"):
            yield from _blocks(block, labels)


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph)).strip(" \t")


def _pieces(element: Any) -> Iterator[str]:
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag == _SPACE + "t":
            yield node.text or ""
        elif node.tag in (_SPACE + "tab", _SPACE + "ptab"):
            # Tab stops of the paragraph's settings bear the same name as tabs in its text.
            if node.getparent().tag == _SPACE + "r":
                yield "\t"
        elif node.tag in (_SPACE + "br", _SPACE + "cr"):
            yield "\n"
        elif node.tag == _SPACE + "noBreakHyphen":
            yield "-"
        elif node.tag not in (_FALLBACK, _SPACE + "del", _SPACE + "moveFrom"):
            stack += reversed(list(node))


def _table(table: Any, labels: Labels) -> Iterator[str]:
    """A table of one column frames a text; any other holds cells."""
    rows = [_cells_of(row) for row in table.iter(_SPACE + "tr") if _owner(row) is table]
    if max(map(len, rows), default=0) < 2:
        for row in rows:
            for cell in row:
                yield from _blocks(cell, labels)
        return
    yield from table_lines([[_cell(cell, labels) for cell in row] for row in _merged(rows)])


def _owner(row: Any) -> Any:
    return next(row.iterancestors(_SPACE + "tbl"))


def _cells_of(row: Any) -> list[Any]:
    return [cell for cell in row.iter(_SPACE + "tc") if next(cell.iterancestors(_SPACE + "tr")) is row]


def _merged(rows: list[list[Any]]) -> list[list[Any]]:
    """Put the cell that a column's merged cells begin with in the place of those that go on with it."""
    above: dict[int, Any] = {}
    whole = []
    for row in rows:
        column, cells = 0, []
        for cell in row:
            if not _goes_on(cell):
                above[column] = cell
                cells.append(cell)
            elif (first := above.get(column)) is not None and not any(c.isdigit() for c in _cell(first).text):
                cells.append(first)
            else:
                cells.append(cell)
            column += _cell(cell).columns
        whole.append(cells)
    return whole


def _goes_on(cell: Any) -> bool:
    mark = cell.find(f"{_SPACE}tcPr/{_SPACE}vMerge")
    return mark is not None and mark.get(_SPACE + "val") != "restart"


def _cell(cell: Any, labels: Labels | None = None) -> Cell:
    """One cell; a number that Word puts into an empty one is all that it shows."""
    span = cell.find(f"{_SPACE}tcPr/{_SPACE}gridSpan")
    written = span.get(_SPACE + "val", "1") if span is not None else "1"
    columns = int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 1
    texts = ((labels or {}).get(p, "") + _text(p) for p in cell.iter(_SPACE + "p"))
    return Cell(" ".join(texts), max(1, columns))
