"""What a table and a column are, and the complaints about one that is told incompletely."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NAME = re.compile(r"[a-z][a-z0-9_]*")
SHORT_NAME_LIMIT = 32
TYPES = {"VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP", "DECIMAL(18,2)"}
GROUPS = ("raw", "core", "facts", "marts")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, unit and meaning, and what may stand in it."""

    name: str
    type: str
    unit: str
    meaning_zh: str
    meaning_en: str
    short_name: str
    is_nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[str, ...] = ()
    is_additive: bool = False
    caveats: str = ""
    is_volatile: bool = False
    """It names a run or a time of work: left out where the data of two runs are compared."""

    @property
    def comment(self) -> str:
        """The meaning in both languages, as one string."""
        return f"{self.meaning_zh} · {self.meaning_en}"

    def complaints(self) -> list[str]:
        """Return what is missing or malformed."""
        found = []
        if not NAME.fullmatch(self.name):
            found.append(f"name {self.name!r}")
        if self.type not in TYPES:
            found.append(f"type {self.type!r}")
        if not 0 < len(self.short_name) <= SHORT_NAME_LIMIT:
            found.append(f"short name {self.short_name!r}")
        for label, text in (("unit", self.unit), ("zh", self.meaning_zh), ("en", self.meaning_en)):
            if not text.strip():
                found.append(f"no {label}")
        return found


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, its key, and what it is made from."""

    name: str
    group: str
    meaning_zh: str
    meaning_en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    depends_on: tuple[str, ...] = ()
    sql: str = ""
    """The statement that fills it, below ``sql/``."""
    sources: tuple[str, ...] = ()
    """Views over the lake and over the project's own data that the statement reads."""
    parameters: dict[str, str] = field(default_factory=dict)
    """Generated text that the statement has places for."""
    macros: dict[str, str] = field(default_factory=dict)
    """Table macros over it, by name and arguments: the statement of each, below ``sql/``."""
    may_be_empty: bool = False
    """No rows are no failure: there may be nothing to compare, or nothing to find."""

    @property
    def comment(self) -> str:
        """The meaning in both languages, as one string."""
        return f"{self.meaning_zh} · {self.meaning_en}"

    def column(self, name: str) -> Column:
        """Return one column by its name."""
        return next(column for column in self.columns if column.name == name)

    def complaints(self) -> list[str]:
        """Return what is missing or malformed, in the table and in its columns."""
        names = [column.name for column in self.columns]
        found = [f"{self.name}.{c.name}: {problem}" for c in self.columns for problem in c.complaints()]
        found += [f"{self.name}: key {part!r} is no column" for part in self.key if part not in names]
        found += [
            f"{self.name}: key column {c.name} may be null"
            for c in self.columns
            if c.name in self.key and c.is_nullable
        ]
        if len(set(names)) < len(names) or len({c.short_name for c in self.columns}) < len(names):
            found.append(f"{self.name}: two columns share a name or a short name")
        if not (NAME.fullmatch(self.name) and self.group in GROUPS and self.key and self.sql):
            found.append(f"{self.name}: name, group, key or sql missing")
        if not (self.meaning_zh and self.meaning_en):
            found.append(f"{self.name}: no meaning")
        return found
