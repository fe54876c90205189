"""Rows of a built table that a suite has to look at: of the report years that changed, in batches.

A report year has changed where its rows are not those of the version that the run began from. A table that
knows neither a year nor a report is one piece: it changed, or it did not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from warehouse.registry import Table
from warehouse.registry.ddl import identifier

BATCH_ROWS = 1_000_000
"""A frame of ten million rows takes 7 GB."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The report years of a table that differ from the version before."""

    years: tuple[int | None, ...]
    """None is what belongs to no year, or to none that is known."""
    is_all: bool
    """There is nothing to compare with: all rows count as changed."""


def changed_years(connection: duckdb.DuckDBPyConnection, table: Table) -> Changed:
    """Return the report years of a table that changed; all of them where the base has no such table."""
    try:
        rows = connection.execute(_differing(table)).fetchall()
    except duckdb.Error:  # No base, or one of another release: there is nothing to compare with.
        return Changed((), True)
    return Changed(tuple(row[0] for row in rows), False)


def batches(
    connection: duckdb.DuckDBPyConnection, table: Table, changed: Changed, size: int = BATCH_ROWS
) -> Iterator[pa.Table]:
    """Yield the rows of the changed years, at most ``size`` a batch."""
    if not changed.is_all and not changed.years:
        return
    statement, parameters = f"FROM {identifier(table.name)} AS t", list[object]()
    if not changed.is_all:
        statement = f"SELECT t.* {statement} WHERE list_contains(?, coalesce({_year_of(table, 'build')}, 0))"
        parameters = [[year or 0 for year in changed.years]]
    reader = connection.sql(statement, params=parameters).to_arrow_reader(size)
    for batch in reader:
        if batch.num_rows:
            yield pa.Table.from_batches([batch])


def _differing(table: Table) -> str:
    columns = [column.name for column in table.columns if not column.is_volatile]
    row = ", ".join(f"t.{identifier(name)}" for name in columns)

    def hashed(database: str) -> str:
        return (
            f"SELECT {_year_of(table, database)} AS year, count(*) AS rows,"
            f" sum(hash({row})::HUGEINT) AS hashes FROM {database}.{identifier(table.name)} AS t GROUP BY ALL"
        )

    return (
        f"SELECT n.year FROM ({hashed('build')}) AS n LEFT JOIN ({hashed('base')}) AS b"
        " ON n.year IS NOT DISTINCT FROM b.year"
        " WHERE b.rows IS NULL OR n.rows <> b.rows OR n.hashes <> b.hashes ORDER BY n.year"
    )


def _year_of(table: Table, database: str) -> str:
    names = {column.name for column in table.columns}
    for name in ("report_year", "year"):
        if name in names:
            return f"t.{identifier(name)}"
    if "report_id" in names:
        report = f"SELECT r.report_year FROM {database}.report AS r WHERE r.report_id = t.report_id"
        return f"({report})"
    return "NULL::BIGINT"
