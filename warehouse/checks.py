"""Checks as values: read from ``sql/checks`` with their headers, and drawn from the registry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from warehouse.registry import TABLES, Column, Table
from warehouse.registry.ddl import identifier, literal
from warehouse.registry.loader import RegistryError
from warehouse.statements import FOLDER

SEVERITIES = ("abort", "warn")
_HEADER = re.compile(r"^-- ([a-z_]+): (.+)$", re.MULTILINE)
_WANTED = {"severity", "table", "meaning", "todo"}
_KNOWN = _WANTED | {"evaluated", "needs", "warns", "because", "waiver"}


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a statement that selects the bad rows."""

    name: str
    table: str
    severity: str
    meaning: str
    todo: str
    select: str
    evaluated: str
    """A statement that counts the rows that were looked at."""
    fails_on_nothing: bool = False
    """No rows at all are themselves the failure."""
    needs_base: bool = False
    """It compares with the version that the run began from."""
    warns: str = ""
    """A condition on the bad rows: where all of them meet it, they warn and stop nothing."""
    may_be_waived: bool = True
    """Its failure may be let pass for a time."""


def load_checks() -> list[Check]:
    """Return the checks of ``sql/checks``, by name.

    Raises:
        RegistryError: a header says too little.
    """
    return [
        _read(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted((FOLDER / "checks").glob("*.sql"))
    ]


def _read(name: str, text: str) -> Check:
    header = dict(_HEADER.findall(text))
    if not _is_complete(header):
        raise RegistryError(
            f"The header of sql/checks/{name}.sql has {header}.",
            expected=f"{sorted(_WANTED)}, severity one of {SEVERITIES}, table a table of the registry;"
            " where there is any, needs: base, waiver: never, warns with its because",
            todo="mend the comment lines at its top",
        )
    return Check(
        name=name,
        table=header["table"],
        severity=header["severity"],
        meaning=header["meaning"],
        todo=header["todo"],
        select=text.strip().rstrip(";") + "\n",
        evaluated=header.get("evaluated", _count(header["table"])),
        needs_base="needs" in header,
        warns=header.get("warns", ""),
        may_be_waived="waiver" not in header,
    )


def _is_complete(header: Mapping[str, str]) -> bool:
    if not _WANTED <= set(header) <= _KNOWN or ("warns" in header) != ("because" in header):
        return False
    if header.get("needs", "base") != "base" or header.get("waiver", "never") != "never":
        return False
    return header["severity"] in SEVERITIES and header["table"] in TABLES


def registry_checks() -> list[Check]:
    """Return the checks that follow from what the registry says of every table."""
    return [check for table in TABLES.values() for check in _checks_of(table)]


def _checks_of(table: Table) -> Iterator[Check]:
    name = identifier(table.name)
    count, rebuild = _count(table.name), "look at the rows shown, and at the statement that fills the table"
    yield Check(
        "columns_as_registered", table.name, "abort",
        "列与类型同登记一致 · Columns and types are those of the registry",
        "build again with the same version of the project", _schema_select(table),
        "SELECT count(*) FROM duckdb_columns() WHERE database_name = current_database()"
        f" AND table_name = {literal(table.name)}",
        fails_on_nothing=True,
    )  # fmt: skip
    key = ", ".join(identifier(part) for part in table.key)
    yield Check(
        "key_is_unique", table.name, "abort", "主键唯一 · No two rows share a key", rebuild,
        # Only keys whose hashes meet are compared: grouping numbers is much quicker than grouping texts.
        f"SELECT {key}, count(*) AS copies FROM {name} WHERE hash({key}) IN"
        f" (SELECT hash({key}) FROM {name} GROUP BY ALL HAVING count(*) > 1)"
        f" GROUP BY {key} HAVING count(*) > 1", count,
        fails_on_nothing=not table.may_be_empty,
    )  # fmt: skip
    if conditions := [
        _is_bad(column) for column in table.columns if column.minimum is not None or column.allowed
    ]:
        shown = ", ".join(
            identifier(c.name)
            for c in table.columns
            if c.name in table.key or c.minimum is not None or c.allowed
        )
        yield Check(
            "values_are_allowed", table.name, "abort", "取值在允许范围内 · Values are allowed ones", rebuild,
            f"SELECT {shown} FROM {name} WHERE {' OR '.join(conditions)}", count,
        )  # fmt: skip
    if "values" in table.parameters:
        yield _cells_check(table)


def _is_bad(column: Column) -> str:
    name = identifier(column.name)
    if column.allowed:
        return f"({name} NOT IN ({', '.join(literal(value) for value in column.allowed)}))"
    return f"({name} NOT BETWEEN {column.minimum} AND {column.maximum})"


def _schema_select(table: Table) -> str:
    wanted = ", ".join(f"({literal(c.name)}, {literal(c.type)})" for c in table.columns)
    there = (
        "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = current_database()"
        f" AND table_name = {literal(table.name)}"
    )
    registered = f"SELECT * FROM (VALUES {wanted}) AS wanted (column_name, data_type)"
    return (
        f"(SELECT 'missing' AS problem, * FROM ({registered} EXCEPT {there}))"
        f" UNION ALL (SELECT 'unknown', * FROM ({there} EXCEPT {registered}))"
    )


def _cells_check(table: Table) -> Check:
    """Hold wide cells against long facts: each filled cell is a stated total, and the other way round."""
    cells = [
        c.name for c in table.columns if c.is_nullable and c.type in ("BIGINT", "DOUBLE", "DECIMAL(18,2)")
    ]
    casts = ", ".join(f"CAST({identifier(cell)} AS DOUBLE) AS {identifier(cell)}" for cell in cells)
    metrics = ", ".join(literal(cell) for cell in cells)
    names = ", ".join(identifier(cell) for cell in cells)
    wide = (
        "SELECT report_id, metric, cell"
        f" FROM (UNPIVOT (SELECT report_id, {casts} FROM {identifier(table.name)})"
        f" ON {names} INTO NAME metric VALUE cell)"
    )
    long = (
        "SELECT report_id, metric, value FROM fact_metric"
        f" WHERE basis = 'stated_total' AND metric IN ({metrics})"
        f" AND report_id IN (SELECT report_id FROM {identifier(table.name)})"
    )
    return Check(
        "cells_equal_facts", table.name, "abort",
        "宽表与长表一致 · The wide cells are the stated totals of fact_metric, all of them",
        "look at the statement that fills the table",
        f"SELECT report_id, metric, cell, value FROM ({wide}) FULL JOIN ({long}) USING (report_id, metric)"
        " WHERE cell IS NULL OR value IS NULL OR abs(cell - value) > 0.005",
        _count(table.name),
    )  # fmt: skip


def _count(table: str) -> str:
    return f"SELECT count(*) FROM {identifier(table)}"
