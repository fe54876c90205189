"""Bytes to a document's text, by what the bytes are: the name of a file decides nothing.

What belongs here: which reader reads what. What does not: the reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from warehouse.intake.converting import CONVERTER
from warehouse.intake.decoding import Undecodable, binary_kind, decode
from warehouse.intake.inflating import inflate
from warehouse.intake.limits import Limits
from warehouse.intake.web import is_page
from warehouse.intake.word import is_word

_MARKED = re.compile(r"^#{1,6} \S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a document, with what it was read from."""

    text: str
    kind: str
    """text, markdown, html, pdf or docx; with ``+gzip`` where it was packed."""
    encoding: str | None
    """None where the format itself says which characters it holds."""


def read_document(content: bytes, limits: Limits) -> Reading:
    """Return the text of a file.

    Raises:
        Undecodable: there is no text to be had from it; the reason says why.
    """
    if binary_kind(content) != "gzip":
        return _read(content, limits)
    inner = inflate(content, limits.file_bytes)
    if binary_kind(inner) == "gzip":
        raise Undecodable("gzip", "gzip: packed more than once")
    found = _read(inner, limits)
    return Reading(found.text, f"{found.kind}+gzip", found.encoding)


def _read(content: bytes, limits: Limits) -> Reading:
    kind = binary_kind(content)
    if kind == "pdf":
        return Reading(CONVERTER.convert("pdf", content, limits), "pdf", None)
    if kind == "zip" and is_word(content):
        return Reading(CONVERTER.convert("docx", content, limits), "docx", None)
    decoded = decode(content)
    if is_page(decoded.text):
        return Reading(CONVERTER.convert("html", decoded.text, limits), "html", decoded.encoding)
    kind = "markdown" if _MARKED.search(decoded.text) else "text"
    return Reading(decoded.text, kind, decoded.encoding)
