"""Which columns the columns of facts and marts are made from: ``lineage.csv``, read out of the statements.

Kept as data, since reading statements needs a parser that a run does not have. A test derives the file anew
and holds it against this one; ``FAZHI_RENEW=1`` there renews it.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("lineage.csv")
COLUMNS = ("table", "column", "source_table", "source_column")
Lineage = dict[str, dict[str, list[tuple[str, str]]]]


@cache
def load_lineage() -> Lineage:
    """Return the source columns of each column, by table and column."""
    found: Lineage = {}
    with PATH.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            columns = found.setdefault(row["table"], {})
            columns.setdefault(row["column"], []).append((row["source_table"], row["source_column"]))
    return found
