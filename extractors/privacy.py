"""Keep private persons out of what is shown: names in breakdowns, numbers of identity and contact.

Masks keep every length, so that offsets into a masked sentence stay true. Officials named
in running text are left alone; a bracket that splits cases by person is not.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

MASK = "＊"
_ENTRY = re.compile(
    r"(?<=[（(、，,；;])(?P<name>[\u4e00-\u9fff·]{2,4})(?=(?:共|诉|等)?[0-9一二三四五六七八九十]+[件起宗例次])"
)
_BRACKET = re.compile(r"[（(][^（）()\n]{2,120}[)）]?")
_NUMBERS = re.compile(
    r"(?<![0-9])(?:[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]|1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|[0-9]{16,19})(?![0-9])"
    r"|[A-Za-z0-9._-]{2,40}@[A-Za-z0-9-]{1,40}\.[A-Za-z.]{2,20}"
)


@lru_cache(maxsize=1)
def _surnames() -> tuple[frozenset[str], tuple[str, ...]]:
    data = tomllib.loads(Path(__file__).with_name("privacy.toml").read_text(encoding="utf-8"))
    return frozenset(data["surnames"]), tuple(data["not_names"])


def is_personal_name(label: str) -> bool:
    """Whether the label of a breakdown reads like a person's name."""
    surnames, not_names = _surnames()
    if not 2 <= len(label) <= 4 or any(word in label for word in not_names):
        return False
    return "某" in label or label[0] in surnames or label[:2] in surnames


def mask_persons(text: str) -> str:
    """Return ``text`` with names in breakdowns and numbers of persons masked, its length kept."""
    for bracket in _BRACKET.finditer(text):
        for entry in _ENTRY.finditer(text, bracket.start(), bracket.end()):
            if is_personal_name(entry["name"]):
                text = text[: entry.start()] + MASK * len(entry["name"]) + text[entry.end() :]
    return _NUMBERS.sub(lambda m: MASK * len(m.group(0)), text)
