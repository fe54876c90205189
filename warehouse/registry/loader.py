"""Reading the registry's data files, and refusing them where they say too little."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warehouse.errors import FazhiError
from warehouse.findings import compared
from warehouse.registry.model import GROUPS, Column, Table
from warehouse.statements import read_statement

_HERE = Path(__file__).parent
_COLUMN_KEYS = {
    "type",
    "unit",
    "zh",
    "en",
    "short",
    "nullable",
    "range",
    "values",
    "additive",
    "caveats",
    "volatile",
}
_TABLE_KEYS = {
    "name",
    "key",
    "depends_on",
    "sql",
    "sources",
    "shared",
    "macros",
    "compares",
    "zh",
    "en",
    "columns",
    "override",
    "own",
    "may_be_empty",
}


class RegistryError(FazhiError):
    """The registry's own data are incomplete: a mistake of ours, not of the user's."""


def load_fields() -> dict[str, dict[str, Any]]:
    """Return the columns that tables share, as written."""
    return _read(_HERE / "fields.toml")


def load_tables() -> list[Table]:
    """Return the tables of the data files, those of raw first."""
    fields = load_fields()
    return [
        _table(raw, group, fields, _HERE / "tables" / f"{group}.toml")
        for group in GROUPS
        for raw in _read(_HERE / "tables" / f"{group}.toml")["table"]
    ]


def make_column(name: str, raw: Mapping[str, Any], where: object) -> Column:
    """Return a column from its description.

    Raises:
        RegistryError: a word of the description is unknown, or one is missing.
    """
    if unknown := set(raw) - _COLUMN_KEYS:
        raise RegistryError(
            f"Column {name} has {sorted(unknown)}.", expected=str(sorted(_COLUMN_KEYS)), where=where
        )
    minimum, maximum = raw.get("range", (None, None))
    return Column(
        name=name,
        type=raw.get("type", ""),
        unit=raw.get("unit", ""),
        meaning_zh=raw.get("zh", ""),
        meaning_en=raw.get("en", ""),
        short_name=raw.get("short", name),
        is_nullable=raw.get("nullable", False),
        minimum=minimum,
        maximum=maximum,
        allowed=tuple(raw.get("values", ())),
        is_additive=raw.get("additive", False),
        caveats=raw.get("caveats", ""),
        is_volatile=raw.get("volatile", False),
    )


def _table(raw: Mapping[str, Any], group: str, fields: Mapping[str, Any], where: Path) -> Table:
    if unknown := set(raw) - _TABLE_KEYS:
        raise RegistryError(
            f"Table {raw.get('name')} has {sorted(unknown)}.", expected=str(_TABLE_KEYS), where=where
        )
    own, override = raw.get("own", {}), raw.get("override", {})
    if stray := (set(own) | set(override)) - set(raw["columns"]):
        raise RegistryError(
            f"Table {raw['name']} describes {sorted(stray)}, which it does not have.", where=where
        )
    described = {
        name: {**fields.get(name, {}), **own.get(name, {}), **override.get(name, {})}
        for name in raw["columns"]
    }
    return Table(
        name=raw["name"],
        group=group,
        meaning_zh=raw.get("zh", ""),
        meaning_en=raw.get("en", ""),
        key=tuple(raw.get("key", ())),
        columns=tuple(make_column(name, column, where) for name, column in described.items()),
        depends_on=tuple(raw.get("depends_on", ())),
        sql=raw.get("sql", ""),
        sources=tuple(raw.get("sources", ())),
        parameters=_parameters(raw),
        macros=raw.get("macros", {}),
        may_be_empty=raw.get("may_be_empty", False),
    )


def _parameters(raw: Mapping[str, Any]) -> dict[str, str]:
    """Return the generated text of a statement: what it shares, and the comparisons of all rules."""
    shared = {name: _as_expression(name, path) for name, path in raw.get("shared", {}).items()}
    return shared | ({"compared": compared()} if raw.get("compares") else {})


def _as_expression(name: str, path: str) -> str:
    """Return a statement that several tables share as one more expression of their WITH."""
    return f"{name} as (\n{read_statement(path)})"


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as source:
        return tomllib.load(source)
