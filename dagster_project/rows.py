"""Rows on standard output, as an aligned table, CSV or JSON.

What belongs here: the three forms. What does not: where rows come from.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from typing import Any

from dagster_project.messages import console, table_of

FORMATS = ("table", "csv", "json")


def print_rows(
    form: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], headings: Sequence[str] | None = None
) -> None:
    """Print rows in one of the ``FORMATS``; ``headings`` replace the columns' names in the table."""
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    elif form == "json":
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        print(json.dumps(records, ensure_ascii=False, indent=1, default=str))
    else:
        console().print(table_of(headings or columns, rows))
        console(stderr=True).print(f"{len(rows)} rows 行")
