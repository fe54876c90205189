"""One published table as Parquet and as CSV: the same rows in the same order, equal bytes for equal rows."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.export.package import Written
from warehouse.readers import Published
from warehouse.registry import Column, Table
from warehouse.registry.ddl import identifier

_ARROW = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DECIMAL(18,2)": pa.decimal128(18, 2),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
}
_ROW_GROUP = 100_000


def write_table(published: Published, table: Table, folder: Path) -> Written:
    """Write ``parquet/<table>.parquet`` and ``csv/<table>.csv`` below a folder.

    Columns that name a run are left out, and rows stand in the order of their keys: two homes with equal
    data give equal files.
    """
    columns = tuple(column for column in table.columns if not column.is_volatile)
    frame = published.sql(_statement(table, columns))
    _write_parquet(frame, columns, folder / "parquet" / f"{table.name}.parquet")
    path = folder / "csv" / f"{table.name}.csv"
    frame.write_csv(path, datetime_format="%Y-%m-%dT%H:%M:%S", float_scientific=False)
    return Written(table, columns, frame.height, path.stat().st_size, sha256_of(path))


def sha256_of(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _statement(table: Table, columns: tuple[Column, ...]) -> str:
    names = [column.name for column in columns]
    order = [name for name in table.key if name in names]
    order += [name for name in names if name not in order]
    listed, ordered = (", ".join(map(identifier, chosen)) for chosen in (names, order))
    return f"SELECT {listed} FROM {identifier(table.name)} ORDER BY {ordered}"


def _write_parquet(frame: pl.DataFrame, columns: tuple[Column, ...], path: Path) -> None:
    # What a column means travels with it: a reader of Arrow metadata sees it.
    schema = pa.schema(
        [
            pa.field(
                column.name,
                _ARROW[column.type],
                nullable=column.is_nullable,
                metadata={"comment": column.comment, "unit": column.unit},
            )
            for column in columns
        ]
    )
    arrow = frame.to_arrow().cast(schema)
    pq.write_table(arrow, path, compression="zstd", row_group_size=_ROW_GROUP)
