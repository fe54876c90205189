"""The suites of one run: asked table by table in a process of their own while it builds, told at its end.

The engine takes seconds to import and milliseconds an expectation. Beside the run, in one spawned process,
this costs it no time of its own; and an engine that breaks, or is killed for its memory, is an outcome and
not the end of the run.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from extractors.privacy import mask_persons
from warehouse.audit import CheckOutcome
from warehouse.build import open_build_and_base
from warehouse.quality.batches import Changed, batches, changed_years
from warehouse.quality.engine import SAMPLE_ROWS, BatchResult, EngineFailed, evaluate_batch, start_engine
from warehouse.quality.process import live_with_the_run
from warehouse.registry import TABLES
from warehouse.runs import Run
from warehouse.versions import manifest_of

SUITE_CHECK = "expectations"
TABLES_WITH_SUITE = tuple(TABLES)
PATIENCE_SECONDS = 600.0
"""So long may the engine take for a batch of a million rows; some seconds are usual."""
_TOGETHER = 12
_LARGE_ROWS, _UNDER_WAY = 100_000, 3
"""So many large batches at most are under way: each takes some hundred megabytes."""
_MEANING = "登记表的承诺全部成立 · Everything that the registry promises of the table holds"
_TODO = "look at the statement that fills the table, and at the rows shown"
_TODO_ENGINE = "run again; if it recurs, look at the installed great-expectations"
_TODO_NO_ROWS = "nothing to judge: no row of the table is new or changed since it was looked at"


@dataclass(slots=True)
class _Asked:
    changed: Changed
    results: list[Future[BatchResult]] = field(default_factory=list)


class Suites:
    """The suites that a run asks about its tables."""

    def __init__(self, run: Run, executor: Executor | None = None) -> None:
        """Nothing is started before the first question, or :meth:`start`."""
        self._run = run
        self._executor = executor
        self._built: list[str] = []
        self._asked: dict[str, _Asked] = {}
        self._large: list[Future[BatchResult]] = []

    def start(self) -> None:
        """Let the engine be imported, while the run still reads."""
        self._submit(start_engine)

    def add(self, name: str) -> None:
        """Say that a table is built; some are asked about together, as opening a build takes time."""
        self._built.append(name)
        if len(self._built) >= _TOGETHER:
            self._ask_all()

    def _ask_all(self) -> None:
        names, self._built = dict.fromkeys(self._built), []
        with open_build_and_base(self._run) as connection:
            for name in names:
                self._asked[name] = self._ask(connection, name)

    def _ask(self, connection: duckdb.DuckDBPyConnection, name: str) -> _Asked:
        """Have the rows of a table looked at that are new or changed."""
        table = TABLES[name]
        changed = Changed((), True) if self._failed_before(name) else changed_years(connection, table)
        asked = _Asked(changed)
        try:
            for rows in batches(connection, table, changed):
                asked.results.append(self._evaluate(name, rows))
        except duckdb.Error as error:
            asked.results.append(_failed(EngineFailed(f"the rows cannot be read: {error}")))
        return asked

    def outcome(self, name: str) -> CheckOutcome:
        """Return what came of a table's suite; a broken engine is an error, no rows are no pass."""
        if name not in self._asked or self._built:
            self._built += [] if name in self._asked else [name]
            self._ask_all()
        asked = self._asked[name]
        told = (SUITE_CHECK, name, "abort")
        try:
            results = [future.result(PATIENCE_SECONDS) for future in asked.results]
        except (EngineFailed, BrokenProcessPool, TimeoutError) as error:
            sample = [{"error": mask_persons(f"{type(error).__name__}: {error}"[:400])}]
            return CheckOutcome(*told, "error", 0, 0, sample, _meaning(asked.changed), _TODO_ENGINE)
        rows = sum(result.rows for result in results)
        if not rows:
            return CheckOutcome(*told, "not_evaluated", 0, 0, [], _meaning(asked.changed), _TODO_NO_ROWS)
        return _judged(name, rows, results, asked.changed)

    def close(self) -> None:
        """Let the engine's process go."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)

    def _failed_before(self, name: str) -> bool:
        """Say whether the version before was let pass with it: unchanged rows are then no better."""
        if self._run.base_version is None:
            return False
        checks = manifest_of(self._run.home, self._run.base_version).checks
        return any(c["name"] == SUITE_CHECK and c["table"] == name and c["outcome"] == "fail" for c in checks)

    def _evaluate(self, name: str, rows: pa.Table) -> Future[BatchResult]:
        if rows.num_rows < _LARGE_ROWS:
            return self._submit(evaluate_batch, name, rows)
        self._large = [future for future in self._large if not future.done()]
        wait(self._large[: 1 - _UNDER_WAY], PATIENCE_SECONDS)  # They are answered in their order.
        self._large.append(self._submit(evaluate_batch, name, rows))
        return self._large[-1]

    def _submit(self, call: Callable[..., BatchResult], *arguments: object) -> Future[BatchResult]:
        if self._executor is None:
            spawn = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(1, mp_context=spawn, initializer=live_with_the_run)
        try:
            return self._executor.submit(call, *arguments)
        except BrokenProcessPool as error:
            return _failed(error)


def _failed(error: Exception) -> Future[BatchResult]:
    told: Future[BatchResult] = Future()
    told.set_exception(error)
    return told


def _judged(name: str, rows: int, results: Sequence[BatchResult], changed: Changed) -> CheckOutcome:
    unmet: dict[str, int] = {}
    for result in results:
        for meaning, count in result.unmet.items():
            unmet[meaning] = unmet.get(meaning, 0) + count
    # One row may break several expectations: the least number of rows that must be bad.
    failed = max(unmet.values(), default=0) or len(unmet)
    sample = [row for result in results for row in result.sample][:SAMPLE_ROWS]
    sample = sample or [{"expectation": meaning, "rows": count} for meaning, count in unmet.items()]
    outcome = "fail" if unmet else "pass"
    return CheckOutcome(
        SUITE_CHECK, name, "abort", outcome, rows, failed, sample, _meaning(changed), _TODO if unmet else ""
    )


def _meaning(changed: Changed) -> str:
    if changed.is_all or changed.years in ((), (None,)):
        return _MEANING
    years = ", ".join("–" if year is None else str(year) for year in changed.years)
    return f"{_MEANING} ({years})"
