"""Pieces of HTML in which every word of a report is a word, and no tag."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from html import escape

from warehouse.explore.choice import CellKey

Button = Callable[[CellKey, str], str]
"""Makes the button that opens a cell's evidence, labelled with its figure."""


def words(text: object) -> str:
    """Return text as HTML."""
    return escape("" if text is None else str(text))


def element(tag: str, inner: str, **attributes: str) -> str:
    """Return an element around HTML; ``class_`` is its class, an underscore else a hyphen."""
    names = {key: key.strip("_").replace("_", "-") for key in attributes}
    named = "".join(f' {names[key]}="{escape(value)}"' for key, value in attributes.items())
    return f"<{tag}{named}>{inner}</{tag}>"


def table(
    caption: str,
    headings: Sequence[str],
    rows: Iterable[str],
    class_: str = "",
    numeric: Collection[str] = (),
) -> str:
    """Return a table from HTML rows; it scrolls by itself where the page is narrow, by key as well.

    The headings of ``numeric`` stand over numbers, to the right.
    """
    heads = "".join(
        element("th", words(heading), scope="col", **({"class_": "fz-number"} if heading in numeric else {}))
        for heading in headings
    )
    body = element("thead", element("tr", heads)) + element("tbody", "".join(rows))
    inner = element("caption", words(caption)) + body
    whole = element("table", inner, class_=f"fz-table {class_}".strip())
    return element("div", whole, class_="fz-scroll", tabindex="0", role="region", aria_label=caption)


def row(head: str, cells: Iterable[str], class_: str = "") -> str:
    """Return a row: an HTML head, then HTML cells that are ``td`` elements or wrapped in one."""
    wrapped = (cell if cell.startswith("<td") else element("td", cell) for cell in cells)
    return element("tr", element("th", head, scope="row") + "".join(wrapped), class_=class_)


def number(inner: str) -> str:
    """Return a cell that is aligned as a number."""
    return element("td", inner, class_="fz-number")


def note(text: str) -> str:
    """Return a quiet line of text."""
    return element("p", words(text), class_="fz-note")


def empty(text: str, command: str | None = None) -> str:
    """Return what stands where there is nothing to show: what to do."""
    inner = element("p", words(text)) + (element("pre", words(command)) if command else "")
    return element("div", inner, class_="fz-empty", role="status")


def badge(text: str) -> str:
    """Return a small remark beside a figure."""
    return element("span", words(text), class_="fz-badge")
