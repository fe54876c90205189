"""The lines at the two ends of a text, tidied: no spaces, no Markdown, half-width digits.

What belongs here: what is a line of the page, what a line of the report. What does not: what the lines say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.head.rules import any_word

_MARKDOWN = re.compile(r"^[#>*\-\s]+|\*\*|__|`")
_WIDE_DIGIT = re.compile("[０-９．－]")
_HALF = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
_TRAIL = re.compile(r"[>›»]")
HEAD_LINES = 30
_READ = 300
TAIL_LINES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty."""

    raw: str
    """As given, stripped."""
    text: str
    """Without spaces and Markdown marks, digits half-width."""
    is_furniture: bool
    """It belongs to the page (navigation, fields), not to the report."""


def tidy_line(raw: str) -> str:
    """Return a line without spaces and Markdown marks, its digits and brackets half-width."""
    text = "".join(_MARKDOWN.sub("", raw.strip()).split())
    for wide, narrow in ("（(", "）)", "：:", "，,"):
        text = text.replace(wide, narrow)
    return text.translate(_HALF) if _WIDE_DIGIT.search(text) else text


def read_line(raw: str) -> Line:
    """Return one line with what is known about it."""
    text = tidy_line(raw[:_READ])
    furniture = bool(_TRAIL.search(raw.strip().lstrip(">"))) or (len(text) < 120 and bool(_is_field(text)))
    return Line(raw.strip(), text, furniture)


def _is_field(text: str) -> bool:
    match = any_word("furniture", "words").search(text)
    return match is not None and (match.start() < 12 or len(text) < 60)


def head_lines(text: str) -> list[Line]:
    """Return the first lines that are not empty."""
    found: list[Line] = []
    for raw in text.split("\n"):
        if raw.strip():
            found.append(read_line(raw))
            if len(found) == HEAD_LINES:
                break
    return [line for line in found if line.text]


def tail_lines(text: str) -> list[Line]:
    """Return the last lines that are not empty, in the order of the text."""
    rows = [raw for raw in text[-2500:].split("\n") if raw.strip()]
    return [line for line in map(read_line, rows[-TAIL_LINES:]) if line.text]
