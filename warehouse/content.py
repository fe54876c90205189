"""What a DuckDB file holds, as hashes: a full scan of every column, the same for the same rows in any order.

``count(*)`` does not notice a corrupt block; this does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import duckdb

from warehouse.connections import attach, connected
from warehouse.registry import TABLES, Table
from warehouse.registry.ddl import comments, create_table, identifier


def scan_table(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[int, str]:
    """Return the number of rows and the hash over them, run ids left out."""
    columns = ", ".join(identifier(c.name) for c in table.columns if not c.is_volatile)
    rows = connection.execute(
        f"SELECT count(*), coalesce(sum(md5_number_lower(CAST(row({columns}) AS VARCHAR))::HUGEINT), 0)"
        f" FROM {identifier(table.name)}"
    ).fetchall()
    count, total = rows[0]
    # The volatile columns must be read, too: a block of theirs can be broken as well.
    volatile = [identifier(c.name) for c in table.columns if c.is_volatile]
    if volatile:
        connection.execute(
            f"SELECT sum(hash({', '.join(volatile)})) FROM {identifier(table.name)}"
        ).fetchall()
    return int(count), f"{int(total):x}"


def scan_file(path: Path) -> dict[str, tuple[int, str]]:
    """Return rows and hash of each registered table of a file, opened read-only."""
    with connected() as connection:
        attach(connection, path, "scanned")
        connection.execute("USE scanned")
        return {table.name: scan_table(connection, table) for table in TABLES.values()}


def content_hash(tables: Mapping[str, tuple[int, str]]) -> str:
    """Return one hash over all tables: their rows, their columns and what is said of them."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        table = TABLES[name]
        told = "\n".join([create_table(table), *comments(table)])
        digest.update(f"{told}\0{tables[name][0]}\0{tables[name][1]}\n".encode())
    return digest.hexdigest()
