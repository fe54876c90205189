"""Where a report comes from tells its place where its text does not: publisher and address of its files.

What belongs here: asking for each open report of the lake. What does not: what the words of a publisher and
the names in a host are worth (``extractors.places.origins``).
"""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from extractors.places import settle_by_origin
from warehouse.statements import read_statement

_SCHEMA = pa.schema(
    [
        ("report_id", pa.string()),
        ("extractor_version", pa.string()),
        ("jurisdiction_code", pa.string()),
        ("evidence", pa.list_(pa.string())),
    ]
)
_AT_ONCE = 64
"""Texts that are held at a time."""


def origin_place_rows(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return the place and its evidence for each report that only its origin settles."""
    found: list[dict[str, Any]] = []
    asked = connection.execute(read_statement("intake/open_places.sql"))
    while rows := asked.fetchmany(_AT_ONCE):
        for *report, candidates, issuer, text, urls, publishers in rows:
            place = settle_by_origin(candidates, issuer, text, urls, publishers)
            if place.code is not None:
                row = (*report, place.code, list(place.evidence))
                found.append(dict(zip(_SCHEMA.names, row, strict=True)))
    return pa.Table.from_pylist(found, schema=_SCHEMA)
