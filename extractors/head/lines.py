"""The lines at the two ends of a text, tidied: no spaces, no Markdown, half-width digits.

What belongs here: what is a line of the page, what a line of the report. What does not: what the lines say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.head.rules import any_word

_MARKDOWN = re.compile(r"^[#>*\-\s]+|\*\*|__|`")
_WIDE_DIGIT = re.compile("[０-９．－]")
_HALF = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
_TRAIL = re.compile(r"[>›»]")
HEAD_LINES = 30
_TITLE_LINES = 12
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
    """Return the first lines that are not empty; a title that runs on into its report stands alone."""
    found: list[Line] = []
    for raw in text.split("\n"):
        if raw.strip():
            found += map(read_line, split_run_on_title(raw) if len(found) < _TITLE_LINES else [raw])
            if len(found) >= HEAD_LINES:
                break
    return [line for line in found if line.text]


def split_run_on_title(raw: str) -> list[str]:
    """Return a line as it is, or as title and first sentence where a conversion has glued them."""
    match = _run_on_title().match(raw)
    return [raw[: match.end()], raw[match.end() :]] if match else [raw]


@cache
def _run_on_title() -> re.Pattern[str]:
    subjects, forms = any_word("title", "subjects").pattern, any_word("title", "forms").pattern
    body = rf"\s*(?:20\d\d\s*年|二[〇○零]|今年|近年|一年来|{any_word('subject', 'verbs').pattern})"
    within = "[^。，,；;：:《]"
    title = rf"{within}{{0,50}}?(?:{subjects}){within}{{0,24}}?"
    end_of_title = rf"{within}{{0,8}}?"  # 情况报告 on a line of its own
    return re.compile(rf"(?:{title}|{end_of_title})(?:{forms})(?={body})")


def tail_lines(text: str) -> list[Line]:
    """Return the last lines that are not empty, in the order of the text."""
    rows = [raw for raw in text[-2500:].split("\n") if raw.strip()]
    return [line for line in map(read_line, rows[-TAIL_LINES:]) if line.text]
