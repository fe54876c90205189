"""How a table is shown in Dagster: its description, its columns, and a few of its rows without any sentence.

What belongs here: what people see of a table. What does not: when it is built (``assets``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg

from warehouse.registry import TABLES, Column, Table

OWNERS = ("team:warehouse",)
FREE_TEXT = frozenset(
    column.name for table in TABLES.values() for column in table.columns if column.unit == "text"
)
"""Columns that hold words of a document: a preview says only how long they are."""

_PREVIEW_ROWS = 5
_PREVIEW_COLUMNS = 12
_CELL_LETTERS = 40


def description_of(table: Table) -> str:
    """Return what the table means, in Chinese and English."""
    return f"{table.meaning_zh}\n\n{table.meaning_en}"


def column_schema(table: Table) -> dg.TableSchema:
    """Return the columns with type, meaning in both languages, unit and constraints."""
    return dg.TableSchema(columns=[_column(column, column.name in table.key) for column in table.columns])


def preview(rows: Sequence[Mapping[str, Any]]) -> dg.MarkdownMetadataValue:
    """Return a few rows as a Markdown table; words of documents are left out."""
    if not rows:
        return dg.MetadataValue.md("没有行 · no rows")
    names = list(rows[0])[:_PREVIEW_COLUMNS]
    lines = [_line(names), _line("---" for _ in names)]
    lines += [_line(_cell(name, row[name]) for name in names) for row in rows[:_PREVIEW_ROWS]]
    return dg.MetadataValue.md("\n".join(lines))


def _column(column: Column, in_key: bool) -> dg.TableColumn:
    other = [f"unit: {column.unit}"]
    if column.minimum is not None or column.maximum is not None:
        other.append(f"range: {column.minimum} to {column.maximum}")
    if column.allowed:
        other.append(f"one of: {', '.join(column.allowed)}")
    if in_key:
        other.append("key")
    return dg.TableColumn(
        name=column.name,
        type=column.type,
        description=column.comment,
        constraints=dg.TableColumnConstraints(nullable=column.is_nullable, other=other),
    )


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if name in FREE_TEXT:
        return f"({len(str(value))} 字)"
    text = "".join(letter if letter.isprintable() else " " for letter in str(value))
    shortened = text if len(text) <= _CELL_LETTERS else text[: _CELL_LETTERS - 1] + "…"
    return shortened.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _line(cells: Any) -> str:
    return "| " + " | ".join(cells) + " |"
