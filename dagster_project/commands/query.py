"""``fazhi query``: one read-only statement over the published warehouse, as a table, CSV or JSON."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from typing import Any

from dagster_project.messages import console, table_of
from warehouse.home import Home
from warehouse.readers import query


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print what the statement selects."""
    frame = query(home, arguments.sql, arguments.version)
    rows: list[tuple[Any, ...]] = frame.rows()
    _WRITERS[arguments.format](frame.columns, rows)
    return 0


def _as_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    console().print(table_of(columns, rows))
    console(stderr=True).print(f"{len(rows)} rows 行")


def _as_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def _as_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    print(json.dumps(records, ensure_ascii=False, indent=1, default=str))


_WRITERS = {"table": _as_table, "csv": _as_csv, "json": _as_json}
