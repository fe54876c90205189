"""What an export says of itself to programs: ``datapackage.json``, after the Frictionless Data standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse.registry import SCHEMA_VERSION, Column, Table

_TYPES = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DECIMAL(18,2)": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}


@dataclass(frozen=True, slots=True)
class Written:
    """One table as it was written: the CSV that the package describes, and how many rows it has."""

    table: Table
    columns: tuple[Column, ...]
    rows: int
    size_bytes: int
    sha256: str


def datapackage(written: Mapping[str, Written], version: str) -> dict[str, Any]:
    """Return the package: one resource a table. ``version`` is that of the software."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "fazhi-warehouse",
        "title": "法治政府建设年度报告数据 · Facts of rule-of-law government reports",
        "description": "LICENCE.md says who may use what, provenance.json which version this is.",
        "version": version,
        "schemaVersion": SCHEMA_VERSION,
        "licenses": [
            {"name": "Apache-2.0", "title": "schema, dictionary and software; figures: see LICENCE.md"}
        ],
        "resources": [_resource(one) for one in written.values()],
    }


def _resource(one: Written) -> dict[str, Any]:
    table = one.table
    names = [column.name for column in one.columns]
    return {
        "name": table.name,
        "path": f"csv/{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": one.size_bytes,
        "hash": f"sha256:{one.sha256}",
        "title": table.meaning_zh,
        "description": table.meaning_en,
        "rowCount": one.rows,
        "parquet": f"parquet/{table.name}.parquet",
        "schema": {
            "fields": [_field(column) for column in one.columns],
            "primaryKey": [name for name in table.key if name in names],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "title": column.meaning_zh,
        "description": column.meaning_en,
        "unit": column.unit,
        "shortName": column.short_name,
        "constraints": _constraints(column),
    }
    if column.caveats:
        field["caveats"] = column.caveats
    if column.type == "VARCHAR" and not column.is_nullable:
        # An empty text is a value there, such as the unit of a number that has none.
        field["missingValues"] = []
    return field


def _constraints(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"required": not column.is_nullable}
    if column.allowed:
        found["enum"] = list(column.allowed)
    whole = column.type == "BIGINT"
    for name, bound in (("minimum", column.minimum), ("maximum", column.maximum)):
        if bound is not None:
            found[name] = int(bound) if whole else bound
    return found
