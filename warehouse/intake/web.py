"""Web pages to text: the part that holds the prose, line by line, tables with bars between their cells.

What belongs here: which words of a page are shown, and which are its own (``web.toml`` names the tags).
What does not: what they say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warehouse.intake.cells import Cell, table_lines
from warehouse.intake.decoding import Undecodable
from warehouse.intake.extras import required

_TAGS: dict[str, frozenset[str]] = {
    name: frozenset(tags)
    for name, tags in tomllib.loads((Path(__file__).parent / "web.toml").read_text(encoding="utf-8")).items()
}
_INLINE = _TAGS["inline"]
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")
_STOPS = re.compile("[。；]")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_TITLE_TAIL = re.compile(r"\s*[-_|–—]\s*[^-_|–—]*$")
_LONGEST_CELL = 300
_MAIN_SHARE = 0.9
_LINKED_SHARE = 0.6
_TITLE_METAS = ("articletitle", "og:title")
_LOOKS = re.compile(
    # Each comment ends at its first mark: a page of comments alone would be tried in every way to part them.
    r"(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCKS = re.compile(r"</(?:p|div|td|table|span|h[1-6]|li)>", re.IGNORECASE)
_FEW_BLOCKS = 3
_SNIFFED = 20_000


def is_page(text: str) -> bool:
    """Whether a text is the source of a web page, whole or the piece that holds an article."""
    head = text[:_SNIFFED].lstrip("\ufeff \t\n")
    return bool(_LOOKS.match(head)) or (head[:1] == "<" and len(_BLOCKS.findall(head)) >= _FEW_BLOCKS)


def read_page(source: str) -> str:
    """Return the text of a page.

    Raises:
        Undecodable: the library for it is missing, or there is no text in it.
    """
    tree = required("trafilatura", "html", "web pages").load_html(source)
    if tree is None:
        raise Undecodable("html", "html: no page can be made out of it")
    body = next(tree.iter("body"), tree)
    weights = _Weights(body)
    lines = [line for line in _lines(weights.main_part(body), weights) if line]
    title = _title(tree, lines)
    if not lines:
        raise Undecodable("html", "html: the page holds no text")
    return "\n".join([title, *lines] if title else lines) + "\n"


class _Weights:
    """How much prose, how many words and how many of them in links stand below each element of a page."""

    def __init__(self, body: Any) -> None:
        self._prose: dict[Any, int] = {}
        self._words: dict[Any, int] = {}
        self._linked: dict[Any, int] = {}
        # Leaves first: pages may nest deeper than Python does.
        for node in reversed(list(body.iter())):
            if _is_shown(node):
                self._weigh(node)

    def _weigh(self, node: Any) -> None:
        own = [text for text in (node.text, *(child.tail for child in node)) if text]
        words = sum(len(_HAN.findall(text)) for text in own)
        self._words[node] = words + sum(self._words.get(child, 0) for child in node)
        self._linked[node] = sum(self._linked.get(child, 0) for child in node)
        if node.tag == "a":
            self._linked[node] = self._words[node]
        self._prose[node] = sum(len(text) for text in own if _STOPS.search(text))
        self._prose[node] += sum(self._prose.get(child, 0) for child in node)

    def is_menu(self, node: Any) -> bool:
        """Whether a block holds little but links: a menu, a breadcrumb, the neighbours of this page."""
        words = self._words.get(node, 0)
        return node.tag in _TAGS["frames"] and words > 0 and self._linked[node] >= _LINKED_SHARE * words

    def main_part(self, body: Any) -> Any:
        """Return the smallest element that holds nearly all full sentences: the frame is left outside."""
        element, wanted = body, self._prose.get(body, 0) * _MAIN_SHARE
        while wanted:
            inner = next((child for child in element if self._prose.get(child, 0) >= wanted), None)
            if inner is None or inner.tag in _TAGS["of_tables"] or inner.tag in _INLINE or inner.tag == "p":
                break
            element = inner
        # A title stands beside the prose as often as with it.
        parent = element.getparent() if element is not body else None
        if parent is not None and any(child.tag in ("h1", "h2") for child in parent):
            return parent
        return element


def _is_shown(element: Any) -> bool:
    if (
        not isinstance(element.tag, str)
        or element.tag in _TAGS["silent"]
        or element.get("hidden") is not None
    ):
        return False
    return not _HIDDEN.search(element.get("style") or "")


def _lines(element: Any, weights: _Weights) -> Iterator[str]:
    """The lines below an element in their order."""
    pieces: list[str] = []
    for event in _walk(element, weights):
        if isinstance(event, str):
            pieces.append(event)
            continue
        yield _joined(pieces)
        pieces = []
        yield from event
    yield _joined(pieces)


def _walk(element: Any, weights: _Weights | None = None) -> Iterator[str | list[str]]:
    """Texts, and between them a list where a line ends: the table's lines, or an empty one."""
    stack: list[Any] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str | list):
            yield node
        elif not _is_shown(node):
            continue
        elif node.tag == "br":
            yield []
        elif node.tag == "table" and _is_data(node):
            yield table_lines(_rows(node))
        elif weights is None or not weights.is_menu(node):
            stack += reversed(_pieces_of(node))


def _pieces_of(node: Any) -> list[Any]:
    pieces: list[Any] = [node.text or ""]
    for child in node:
        pieces += [child, child.tail or ""]
    return pieces if node.tag in _INLINE else [[], *pieces, []]


def _joined(pieces: list[str]) -> str:
    return _SPACE.sub(" ", "".join(pieces)).strip(" \xa0")


def _is_data(table: Any) -> bool:
    """A table of short cells in several columns holds data; others only lay the page out."""
    if any(True for inner in table.iter("table") if inner is not table):
        return False
    rows = [list(row) for row in _rows(table)]
    longest = max((len(cell.text) for row in rows for cell in row), default=0)
    return max(map(len, rows), default=0) > 1 and longest <= _LONGEST_CELL


def _rows(table: Any) -> Iterator[list[Cell]]:
    for row in table.iter("tr"):
        yield [
            Cell("".join(_shown_text(cell)), _span(cell, "colspan"), _span(cell, "rowspan"))
            for cell in row
            if cell.tag in ("td", "th")
        ]


def _shown_text(cell: Any) -> Iterator[str]:
    for piece in _walk(cell):
        yield piece if isinstance(piece, str) else " "


def _span(cell: Any, name: str) -> int:
    written = (cell.get(name) or "1").strip()
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 4 else 1


def _title(tree: Any, lines: list[str]) -> str | None:
    """The title that the page's head tells, where the text itself does not have it."""
    metas = {(m.get("name") or m.get("property") or "").lower(): m.get("content") for m in tree.iter("meta")}
    told = next((metas[name] for name in _TITLE_METAS if metas.get(name)), None)
    if told is None:
        shown = next((element.text for element in tree.iter("title") if element.text), "")
        told = _TITLE_TAIL.sub("", shown)
    title = _joined([told or ""])
    bare = re.sub(r"\s", "", title)
    there = re.sub(r"\s", "", "".join(lines[:12]))
    return title if bare and bare not in there else None
