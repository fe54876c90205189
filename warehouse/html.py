"""HTML in which every word of the data is a word and no tag; a page that can load and run nothing.

What belongs here: elements, and the head of a page that is one file. What does not: what any page says.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from pathlib import Path

from warehouse.errors import WrongArguments


class Html(str):
    """Text that is HTML already; every other text is escaped where it is put into an element."""

    __slots__ = ()


def element(tag: str, *children: object, **attributes: object) -> Html:
    """Return an element; what is not HTML already is escaped, in the attributes too."""
    named = {name.strip("_").replace("_", "-"): escape(str(value)) for name, value in attributes.items()}
    told = "".join(f' {name}="{value}"' for name, value in named.items())
    inside = "".join(c if isinstance(c, Html) else escape(str(c)) for c in children)
    return Html(f"<{tag}{told}>{inside}</{tag}>")


def void(tag: str, **attributes: object) -> Html:
    """Return an element that holds nothing and is not closed."""
    return Html(element(tag, **attributes).removesuffix(f"</{tag}>"))


def head(title: str, style: str, script: str = "") -> Html:
    """Return the head of a page that may use this style and this script, and nothing else from anywhere."""
    runs = f" script-src {_hash(script)};" if script else ""
    policy = f"default-src 'none';{runs} style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        void("meta", charset="utf-8"),
        # Before anything that it is to govern.
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", Html(style)),
    )


def document(page_head: Html, body: Html, lang: str = "zh-CN") -> str:
    """Return a whole page."""
    return f"<!DOCTYPE html>\n{element('html', page_head, body, lang=lang)}\n"


def save(page: str, path: Path) -> None:
    """Write a page to a file.

    Raises:
        WrongArguments: the file cannot be written.
    """
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise WrongArguments(
            f"The page cannot be written: {error.strerror}.",
            expected="a file in a folder that exists",
            where=path,
        ) from error


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
