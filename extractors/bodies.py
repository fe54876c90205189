"""Whose figure it is: the issuer's own, its subordinates', another body's, the whole place's.

What belongs here: the words by which a report gives another body's number. What does not:
what the number measures.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from extractors.mentions import Mention
from extractors.wordlists import any_of

_WHOLE_PLACE = re.compile(r"全[省市区县旗州盟]")
_HELPED = re.compile(r"(?:协助|帮助?|配合)[^，,]{1,8}(?:社区|村|局|所)")


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_name("relations.toml").read_text(encoding="utf-8"))["body"]
    return any_of(data["subordinates"]), any_of(data["other_body"])


def scope_of(view: str, mention: Mention, *, is_department: bool) -> str:
    """Return whose number it is: own, subordinates, jurisdiction or other_body."""
    text = view[mention.near[0][0] : mention.lead]
    if is_department and _WHOLE_PLACE.search(text):
        return "jurisdiction"
    if _words()[0].search(text):
        return "subordinates"
    if _words()[1].search(text) or _HELPED.search(text):
        return "other_body"
    return "own"


def body_label(view: str, mention: Mention) -> str | None:
    """Return the bodies that a number of others is stated for (各镇各部门), or None."""
    text = view[mention.near[0][0] : mention.lead]
    match = _words()[0].search(text)
    return match.group(0) if match else None


def place_label(view: str, mention: Mention) -> str | None:
    """Return the words by which a number speaks of the whole place (全县), or None."""
    match = _WHOLE_PLACE.search(view, mention.near[0][0], mention.lead)
    return match.group(0) if match else None
