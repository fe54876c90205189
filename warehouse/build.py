"""Filling the tables of one build file from the lake, each by its statement, columns by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse.connections import Connection, attach, connected
from warehouse.corrections import correction_rows
from warehouse.findings import load_rules
from warehouse.fingerprints import build_version, extractor_version
from warehouse.holds import hold_rows
from warehouse.home import Home
from warehouse.lake import SCHEMAS
from warehouse.origins import origin_place_rows
from warehouse.registry import SCHEMA_VERSION, Table
from warehouse.registry.ddl import comments, create_table, identifier, literal
from warehouse.registry.metrics import load_breaks, load_metrics, load_relations, value_range
from warehouse.roster import expected_rows
from warehouse.runs import Run
from warehouse.statements import read_statement
from warehouse.versions import version_path

# Files of this storage version open in every DuckDB from 1.2 on.
STORAGE_VERSION = "v1.2.0"
# A run is named by its number and the time at which it began.
_RUN_TIME = "strptime(regexp_extract(run, '[0-9]{8}T[0-9]{6}Z'), '%Y%m%dT%H%M%SZ')"


@contextmanager
def open_build(path: Path) -> Iterator[Connection]:
    """Open a build file for writing; what was written is in the file itself when this ends."""
    with connected() as connection:
        to_write = f"STORAGE_VERSION {literal(STORAGE_VERSION)}"
        connection.execute(f"ATTACH {literal(str(path))} AS build ({to_write})")
        connection.execute("USE build")
        connection.execute(f"CREATE TEMP MACRO run_time(run) AS {_RUN_TIME}")
        yield connection
        connection.execute("CHECKPOINT build")


@contextmanager
def open_build_and_base(run: Run) -> Iterator[Connection]:
    """Open the build of a run to read, and as ``base`` the version that it began from, where there is one."""
    with connected() as connection:
        attach(connection, run.build_path, "build")
        if run.base_version is not None:
            attach(connection, version_path(run.home, run.base_version), "base")
        connection.execute("USE build")
        yield connection


def fill_table(connection: Connection, run: Run, table: Table) -> int:
    """Create one table of the build and fill it; return its number of rows."""
    _write_meta(connection, run)
    for source in table.sources:
        provide_source(connection, run, source)
    # One transaction: committing each of some hundred comments by itself costs more than all the rest.
    connection.execute("BEGIN")
    connection.execute(f"DROP TABLE IF EXISTS {identifier(table.name)}")
    connection.execute(create_table(table))
    connection.execute(";\n".join(comments(table)))
    rows = insert_rows(connection, table)
    for signature, path in table.macros.items():
        # It stands in the build, which `USE build` points to, and goes where the file goes.
        connection.execute(f"CREATE OR REPLACE MACRO {signature} AS TABLE {read_statement(path)}")
    connection.execute("COMMIT")
    return rows


def _write_meta(connection: Connection, run: Run) -> None:
    """Write down what made this file, for whoever finds it without its manifest."""
    connection.execute("CREATE TABLE IF NOT EXISTS _meta (name VARCHAR NOT NULL, content VARCHAR NOT NULL)")
    if connection.sql("SELECT count(*) FROM _meta").fetchall() == [(0,)]:
        facts = {
            "schema_version": str(SCHEMA_VERSION),
            "run": run.run_id,
            "base_version": str(run.base_version or ""),
            "extractor_version": extractor_version(),
            "build_version": build_version(),
            "built_at": run.started_at.isoformat(timespec="seconds"),
        }
        connection.executemany("INSERT INTO _meta VALUES (?, ?)", sorted(facts.items()))


def insert_rows(connection: Connection, table: Table) -> int:
    """Run a table's statement and insert what it selects, by the names of the columns."""
    select = read_statement(table.sql, table.parameters)
    bound = {"extractor_version": extractor_version()} if "$extractor_version" in select else {}
    connection.execute(f"INSERT INTO {identifier(table.name)} BY NAME {select}", bound or None)
    # Fetched whole: a result that is left open keeps the connection busy.
    return int(connection.execute(f"SELECT count(*) FROM {identifier(table.name)}").fetchall()[0][0])


def provide_source(connection: Connection, run: Run, source: str) -> None:
    """Make a source readable by its name: ``lake_<table>``, the project's own data, or the home's.

    Raises:
        KeyError: there is no such source.
    """
    kind, _, name = source.partition("_")
    if kind == "lake":
        _provide_parts(connection, source, run.lake.parts(name), SCHEMAS[name])
    elif name == "roster":
        connection.register(source, expected_rows(run.lake))
    elif name == "origin_place":
        connection.register(source, origin_place_rows(connection))
    elif name in _DATA_OF_HOME:
        connection.register(source, _DATA_OF_HOME[name](run.home))
    else:
        connection.register(source, _OWN_DATA[name]())


def _provide_parts(connection: Connection, source: str, parts: Sequence[Path], schema: pa.Schema) -> None:
    if not parts:
        connection.register(source, schema.empty_table())
        return
    files = ", ".join(literal(str(part)) for part in parts)
    # Parts of earlier versions may lack a column that came later: the empty table names them all.
    connection.register(f"{source}_columns", schema.empty_table())
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {identifier(source)} AS"
        f" SELECT * FROM {identifier(f'{source}_columns')} UNION ALL BY NAME"
        f" SELECT * FROM read_parquet([{files}], hive_partitioning = false, union_by_name = true)"
    )


def _metric_rows() -> pa.Table:
    rows: list[dict[str, Any]] = []
    for position, metric in enumerate(load_metrics()):
        lowest, highest = value_range(metric.kind)
        rows.append(
            {
                "position": position,
                "metric": metric.key,
                "family": metric.family,
                "tier": metric.tier,
                "name_zh": metric.name_zh,
                "name_en": metric.name_en,
                "canonical_unit": metric.unit,
                "measure": metric.kind,
                "is_additive": metric.additive,
                "is_stock": metric.is_stock,
                "short_name": metric.short_name,
                "lowest": lowest,
                "highest": highest,
                "caveats": metric.caveats,
            }
        )
    return pa.Table.from_pylist(rows)


def _relation_rows() -> pa.Table:
    names = ("relation", "kind", "part_metric", "other_part_metric", "whole_metric", "rate_metric", "intake")
    schema = pa.schema([(name, pa.string()) for name in names])
    return pa.Table.from_pylist([asdict(relation) for relation in load_relations()], schema=schema)


def _finding_rows() -> pa.Table:
    return pa.Table.from_pylist([asdict(rule) for rule in load_rules()])


def _prescribed_part_rows() -> pa.Table:
    from extractors.families import load_families

    parts = [
        {"family": family.key, "part": part.part, "name_zh": part.name_zh, "name_en": part.name_en}
        for family in load_families().values()
        for part in family.prescribed
    ]
    return pa.Table.from_pylist(parts)


def _measure_word_rows() -> pa.Table:
    from extractors.catalogue import load_catalogue

    kinds = load_catalogue().kind_of_unit
    return pa.table({"word": list(kinds), "kind": list(kinds.values())})


def _break_rows() -> pa.Table:
    return pa.Table.from_pylist([asdict(known) for known in load_breaks()])


@cache
def _place_rows() -> pa.Table:
    """The places of today, and those whose codes only an older list has."""
    from extractors.places.older import older_places
    from extractors.places.table import SCHEME, load_places

    places = [(SCHEME, *place) for place in load_places().by_code.values()]
    places += [(p.last, p.code, p.name, p.level, p.parent) for p in older_places().values()]
    return _without_blanks(places, ("scheme", "code", "name", "level", "parent"))


@cache
def _place_version_rows() -> pa.Table:
    from extractors.places.older import PlaceVersion, load_versions

    return _without_blanks(load_versions(), PlaceVersion._fields)


def _place_bridge_rows() -> pa.Table:
    from extractors.places.older import Bridge, load_bridges

    return pa.Table.from_pylist([bridge._asdict() for bridge in load_bridges()]).select(Bridge._fields)


def _without_blanks(rows: Sequence[Sequence[str]], names: Sequence[str]) -> pa.Table:
    columns = zip(names, zip(*rows, strict=True), strict=True)
    return pa.table({name: [cell or None for cell in cells] for name, cells in columns})


def _metric_accuracy_rows() -> pa.Table:
    from warehouse.evaluation.golden import metric_rows

    return pa.Table.from_pylist(metric_rows())


def _confidence_accuracy_rows() -> pa.Table:
    from warehouse.evaluation.golden import confidence_rows

    return pa.Table.from_pylist(confidence_rows())


def _waiver_rows() -> pa.Table:
    """None yet: the audit, which comes after the build, says which failures are let pass."""
    from warehouse.waivers import waiver_rows

    return waiver_rows()


_DATA_OF_HOME: dict[str, Callable[[Home], pa.Table]] = {"correction": correction_rows, "hold": hold_rows}
_OWN_DATA: dict[str, Callable[[], pa.Table]] = {
    "waiver": _waiver_rows,
    "metric": _metric_rows,
    "relation": _relation_rows,
    "finding": _finding_rows,
    "measure_word": _measure_word_rows,
    "prescribed_part": _prescribed_part_rows,
    "break": _break_rows,
    "place": _place_rows,
    "place_version": _place_version_rows,
    "place_bridge": _place_bridge_rows,
    "metric_accuracy": _metric_accuracy_rows,
    "confidence_accuracy": _confidence_accuracy_rows,
}
