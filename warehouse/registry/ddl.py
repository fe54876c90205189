"""Statements drawn from the registry: tables with their comments. Names are checked, texts are quoted."""

from __future__ import annotations

from warehouse.registry.model import NAME, Column, Table


def identifier(name: str) -> str:
    """Return a name that may stand in a statement.

    Raises:
        ValueError: it is no plain lower-case name.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no plain name")
    return f'"{name}"'


def literal(text: str) -> str:
    """Return a text as a quoted literal."""
    return "'" + text.replace("'", "''") + "'"


def create_table(table: Table) -> str:
    """Return the statement that creates a table. No PRIMARY KEY: uniqueness is a check of the audit."""
    lines = ",\n  ".join(_column(column) for column in table.columns)
    return f"CREATE TABLE {identifier(table.name)} (\n  {lines}\n)"


def comments(table: Table) -> list[str]:
    """Return the statements that tell the table and its columns in both languages."""
    name = identifier(table.name)
    statements = [f"COMMENT ON TABLE {name} IS {literal(table.comment)}"]
    statements += [
        f"COMMENT ON COLUMN {name}.{identifier(column.name)} IS {literal(column.comment)}"
        for column in table.columns
    ]
    return statements


def _column(column: Column) -> str:
    return f"{identifier(column.name)} {column.type}{'' if column.is_nullable else ' NOT NULL'}"
