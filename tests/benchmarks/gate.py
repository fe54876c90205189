"""Time the gate on many rows of ``fact_metric``: each of its checks, and the full scan behind its hash.

python -m tests.benchmarks.gate                  ten million rows, the version before being the same again
python -m tests.benchmarks.gate --rows 100000    fewer
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import duckdb

from warehouse.audit import all_checks, make_checks
from warehouse.build import open_build
from warehouse.checks import Check
from warehouse.content import scan_table
from warehouse.registry import SCHEMA_VERSION, TABLES
from warehouse.registry.ddl import create_table, literal

GOAL_SECONDS, GOAL_ROWS = 5.0, 10_000_000
TABLE = "fact_metric"
_STATEMENTS = Path(__file__).with_suffix(".sql")


@dataclass(frozen=True, slots=True)
class Timed:
    """One check: what came of it, the seconds that it took, and those of all processors together."""

    name: str
    outcome: str
    seconds: float
    processor: float


def make_build(path: Path, rows: int) -> None:
    """Write a build in which ``fact_metric`` has so many rows, with their reports and observations."""
    with open_build(path) as connection:
        for name in TABLES:
            connection.execute(create_table(TABLES[name]))
        said = _STATEMENTS.read_text(encoding="utf-8").replace("$rows", str(rows))
        connection.execute(said.replace("$schema", literal(str(SCHEMA_VERSION))))


def time_gate(build: Path, base: Path) -> list[Timed]:
    """Make each check of ``fact_metric`` on a build, as the audit does, and scan the table."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {literal(str(build))} AS build (READ_ONLY)")
        connection.execute(f"ATTACH {literal(str(base))} AS base (READ_ONLY)")
        connection.execute("USE build")
        connection.execute(f"FROM {TABLE} LIMIT 1").fetchall()
        timed = [_time(connection, check) for check in all_checks() if check.table == TABLE]
        return [*timed, _timed("full_scan", lambda: f"{scan_table(connection, TABLES[TABLE])[0]} rows")]


def _time(connection: duckdb.DuckDBPyConnection, check: Check) -> Timed:
    return _timed(check.name, lambda: make_checks(connection, [check])[0].outcome)


def _timed(name: str, work: Callable[[], str]) -> Timed:
    start, worked = perf_counter(), process_time()
    outcome = work()
    return Timed(name, outcome, perf_counter() - start, process_time() - worked)


def tell(rows: int, timed: Sequence[Timed]) -> str:
    """Return the times as text, slowest first, with their sum beside the goal."""
    *checks, scan = timed
    whole = Timed("", "", sum(one.seconds for one in checks), sum(one.processor for one in checks))
    goal = f", goal {GOAL_SECONDS:g} s" if rows == GOAL_ROWS else ""
    lines = ["  elapsed  processor"]
    slowest = sorted(checks, key=lambda one: -one.processor)
    lines += [f"{_both(one)}  {one.outcome:<14} {one.name}" for one in slowest]
    lines.append(f"{_both(whole)}  the gate on {rows} rows of {TABLE}: {len(checks)} checks{goal}")
    lines.append(f"{_both(scan)}  the full scan behind its hash, besides")
    return "\n".join(lines)


def _both(one: Timed) -> str:
    return f"{one.seconds:7.2f} s  {one.processor:7.2f} s"


def main(argv: Sequence[str] | None = None) -> int:
    """Make the build, time the gate, print; 1 where a check did not pass: then its time says nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.gate")
    parser.add_argument("--rows", type=int, default=GOAL_ROWS)
    rows = parser.parse_args(argv).rows
    with tempfile.TemporaryDirectory() as folder:
        build, base = Path(folder) / "build.duckdb", Path(folder) / "base.duckdb"
        make_build(build, rows)
        shutil.copy(build, base)
        timed = time_gate(build, base)
    print(tell(rows, timed))
    return int(any(one.outcome != "pass" for one in timed[:-1]))


if __name__ == "__main__":
    sys.exit(main())
