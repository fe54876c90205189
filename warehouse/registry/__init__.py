"""One registry of all tables and columns: schema, comments, checks and documents are drawn from it.

What belongs here: what is published and what it means. What does not: how it is computed (``sql/``).
"""

from __future__ import annotations

from warehouse.registry.families import family_tables, jurisdiction_year_mart
from warehouse.registry.loader import RegistryError, load_tables
from warehouse.registry.metrics import load_metrics
from warehouse.registry.model import GROUPS, Column, Table

__all__ = ["GROUPS", "SCHEMA_VERSION", "TABLES", "Column", "RegistryError", "Table"]

# Raised when a column changes its name or meaning, so that readers can tell.
SCHEMA_VERSION = 1


def _assemble() -> dict[str, Table]:
    written, metrics = load_tables(), load_metrics()
    facts_end = max(i for i, table in enumerate(written) if table.group == "facts") + 1
    generated = family_tables(metrics)
    tables = [*written[:facts_end], *generated, jurisdiction_year_mart(metrics), *written[facts_end:]]
    if complaints := [text for table in tables for text in table.complaints()]:
        raise RegistryError("The registry is incomplete:\n  " + "\n  ".join(complaints))
    return {table.name: table for table in tables}


TABLES: dict[str, Table] = _assemble()
"""All tables by name, in an order in which they can be built."""
