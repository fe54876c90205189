"""Families of reports as data: what their titles say, which parts they must have, when they are due.

What belongs here: telling the family of a paper from its title, else from its parts. What does not: whether
it is a paper that counts at all (``extractors.head.verdict``). A family is one TOML file beside this module;
its file name is the key that ``report_type`` holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent
_DUE = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_REQUIRED = {
    "rank",
    "name_zh",
    "name_en",
    "due",
    "titles",
    "not_titles",
    "parts",
    "least_parts",
    "table_headers",
    "examples",
}
_OPTIONAL = {"due_of_kind", "prescribed"}
_PART = {"part", "name_zh", "name_en", "told_by"}
WHOLE_LENGTH = 500
"""A paper of fewer letters is a notice or a fragment: what it lacks says nothing."""
_HEADING = re.compile(
    r"^(?:[#*]|[^\S\n])*+(?:[一二三四五六七八九十]{1,2}[、.．]|[(（][一二三四五六七八九十]{1,2}[)）])?[^\n。；;]{4,44}$",
    re.MULTILINE,
)

RULE_OF_LAW = "rule_of_law"


@dataclass(frozen=True, slots=True)
class Example:
    """A title or a text, and the family that it must be taken for; empty where none."""

    title: str | None
    text: str
    family: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a family's reports must have; any words that tell of it will do, wherever they stand."""

    part: str
    name_zh: str
    name_en: str
    told_by: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of annual report."""

    key: str
    rank: int
    name_zh: str
    name_en: str
    due: str
    """Month and day of the following year by which it must be public."""
    due_of_kind: Mapping[str, str]
    """The same, for kinds of issuers with a date of their own."""
    titles: re.Pattern[str]
    not_titles: re.Pattern[str] | None
    parts: tuple[re.Pattern[str], ...]
    least_parts: int
    table_headers: tuple[re.Pattern[str], ...]
    examples: tuple[Example, ...]
    prescribed: tuple[Part, ...] = ()

    def is_named_by(self, title: str) -> bool:
        """Whether a title says that its paper is of this family."""
        return bool(self.titles.search(title)) and not (self.not_titles and self.not_titles.search(title))

    def count_parts(self, headings: str, text: str) -> int:
        """Return how many of the prescribed parts a text has; two of the table's headings stand for one."""
        found = sum(bool(part.search(headings)) for part in self.parts)
        return found + sum(bool(header.search(text)) for header in self.table_headers) // 2

    def due_date(self, year: int, issuer_kind: str) -> str:
        """Return the day by which the report on ``year`` is due, as ISO text."""
        return f"{year + 1}-{self.due_of_kind.get(issuer_kind, self.due)}"


@cache
def load_families() -> dict[str, Family]:
    """Return the families by key, the first to be asked first.

    Raises:
        ValueError: a file says too little, too much, or something that cannot be.
    """
    found = [_read(path) for path in sorted(_FOLDER.glob("*.toml"))]
    return {family.key: family for family in sorted(found, key=lambda f: f.rank)}


def family_of_title(title: str) -> str | None:
    """Return the family that a title names, the first by rank; None where it names none."""
    return next((key for key, family in load_families().items() if family.is_named_by(title)), None)


def family_of_parts(text: str) -> str | None:
    """Return the family whose prescribed parts a text has most of; None where none has enough of them."""
    headings = "\n".join(match.group() for match in _HEADING.finditer(text))
    counts = {
        key: found
        for key, family in load_families().items()
        if (found := family.count_parts(headings, text)) >= family.least_parts
    }
    return max(counts, key=lambda key: counts[key], default=None)


def missing_parts(family: str | None, text: str) -> tuple[str, ...] | None:
    """Return the prescribed parts that a text tells of in no words; None where that cannot be said."""
    prescribed = load_families()[family].prescribed if family in load_families() else ()
    if not prescribed or len(text) < WHOLE_LENGTH:
        return None
    return tuple(part.part for part in prescribed if not part.told_by.search(text))


def _read(path: Path) -> Family:
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    if odd := (_REQUIRED - set(raw)) | (set(raw) - _REQUIRED - _OPTIONAL):
        raise ValueError(f"{path.name}: {sorted(odd)} missing or unknown; expected {sorted(_REQUIRED)}")
    dates = {"due": raw["due"], **raw.get("due_of_kind", {})}
    if wrong := [f"{name} = {date}" for name, date in dates.items() if not _DUE.fullmatch(date)]:
        raise ValueError(f"{path.name}: {wrong} is no month and day; expected such as 03-31")
    return Family(
        key=path.stem,
        rank=raw["rank"],
        name_zh=raw["name_zh"],
        name_en=raw["name_en"],
        due=raw["due"],
        due_of_kind=raw.get("due_of_kind", {}),
        titles=_any_of(raw["titles"]),
        not_titles=_any_of(raw["not_titles"]) if raw["not_titles"] else None,
        parts=tuple(map(re.compile, raw["parts"])),
        least_parts=raw["least_parts"],
        table_headers=tuple(map(re.compile, raw["table_headers"])),
        examples=tuple(_example(example, path) for example in raw["examples"]),
        prescribed=tuple(_part(part, path) for part in raw.get("prescribed", ())),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _part(raw: Mapping[str, str], path: Path) -> Part:
    if set(raw) != _PART:
        raise ValueError(f"{path.name}: prescribed part {dict(raw)}; expected {sorted(_PART)}")
    return Part(raw["part"], raw["name_zh"], raw["name_en"], re.compile(raw["told_by"]))


def _example(raw: Mapping[str, str], path: Path) -> Example:
    if "family" not in raw or not ({"title", "text"} & set(raw)):
        raise ValueError(f"{path.name}: example {dict(raw)} needs a title or a text, and a family")
    return Example(raw.get("title"), raw.get("text", raw.get("title", "")), raw["family"])
