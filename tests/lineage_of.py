"""Which columns a statement makes a column from, by reading it: ``warehouse/registry/lineage.csv`` anew."""

from __future__ import annotations

from sqlglot import exp, parse_one
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

from warehouse.lake import SCHEMAS
from warehouse.registry import TABLES, Table
from warehouse.statements import read_statement

Source = tuple[str, str]


def columns_read() -> dict[str, dict[str, str]]:
    """The columns that statements can read, by table."""
    tables = {table.name: {column.name: column.type for column in table.columns} for table in TABLES.values()}
    lake = {f"lake_{name}": dict.fromkeys(fields.names, "VARCHAR") for name, fields in SCHEMAS.items()}
    return {**tables, **lake}


def lineage_of(table: Table) -> dict[str, set[Source]]:
    """The columns of other tables that each column of a table is made from.

    Nothing is said of a statement with a union by name: the parser matches such columns by position.
    """
    parsed = parse_one(read_statement(table.sql, table.parameters), dialect="duckdb")
    if any(union.args.get("by_name") for union in parsed.find_all(exp.SetOperation)):
        return {}
    schema = columns_read()
    qualified = qualify(parsed, schema=schema, dialect="duckdb", validate_qualify_columns=False)
    scope, names = build_scope(qualified), {column.name for column in table.columns}
    assert isinstance(qualified, exp.Query)
    selected = [column for column in qualified.named_selects if column in names]
    return {
        column: _leaves(lineage(column, qualified, schema=schema, scope=scope, dialect="duckdb"))
        for column in selected
    }


def _leaves(node: Node) -> set[Source]:
    found = set()
    for below in node.walk():
        if isinstance(below.source, exp.Table) and below.source.name in TABLES and "." in below.name:
            found.add((below.source.name, below.name.rsplit(".", 1)[1].strip('"')))
    return {(name, column) for name, column in found if column in columns_read()[name]}
