"""From landing folder to a published DuckDB file: lake, build, audit, publication, readers.

What belongs here: everything that is kept on disk and how it is told. What does not: reading numbers out of
prose (``extractors``) and when to run (``dagster_project``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warehouse.explanation import explain
    from warehouse.home import Home
    from warehouse.readers import open_published, query

__all__ = ["Home", "explain", "open_published", "query"]

_WHERE = {
    "Home": "warehouse.home",
    "explain": "warehouse.explanation",
    "open_published": "warehouse.readers",
    "query": "warehouse.readers",
}


def __getattr__(name: str) -> Any:
    """Import on first use: workers of the extraction pool need no database."""
    if name not in _WHERE:
        raise AttributeError(f"module 'warehouse' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
