"""Asking Great Expectations about one batch of a table's rows; a broken engine is an error, not a failure.

Only counts and keys leave this module: what else a table holds must not turn up in a check's result. Nothing
is sent or kept. The engine and pandas are imported when it is first asked: that takes seconds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pyarrow as pa

from warehouse.quality.suites import Expectation, apart, expectations_of
from warehouse.registry import TABLES, Table

SAMPLE_ROWS = 5
_NOT_IMPORTED = object()
_COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}


class EngineFailed(Exception):
    """The engine could not evaluate an expectation: that says nothing about the data."""


@dataclass(slots=True)
class BatchResult:
    """What a suite found in some rows of a table.

    Attributes:
        rows: Number of rows looked at; nothing is known of a table without rows.
        unmet: What each broken expectation says, and how many rows break it (0: not countable).
        sample: Keys of some rows that break one, each with what it breaks.
    """

    rows: int = 0
    unmet: dict[str, int] = field(default_factory=dict)
    sample: list[dict[str, Any]] = field(default_factory=list)


def start_engine() -> BatchResult:
    """Import the engine, so that the first question need not wait for it; of no rows nothing is found."""
    _batch_definition()
    return BatchResult()


def evaluate_batch(name: str, rows: pa.Table) -> BatchResult:
    """Hold rows of a table against what the registry promises of it.

    Raises:
        EngineFailed: an expectation could not be evaluated.
    """
    table, result = TABLES[name], BatchResult(rows.num_rows)
    if not rows.num_rows:
        return result
    frame = rows.to_pandas()
    suite = expectations_of(table)
    broken = [suite[index] for index, _ in _broken(frame, suite, _COUNTS_ONLY)]
    # Asked again column by column, and for keys: only of what is broken, which most nights is nothing.
    closer = [single for expectation in broken for single in apart(expectation)]
    for index, found in _broken(frame, closer, _with_keys(table)) if closer else []:
        meaning = closer[index].meaning
        result.unmet[meaning] = int(found.get("unexpected_count") or 0)
        result.sample += [{"expectation": meaning, **key} for key in _keys(table, found)]
    return result


def _with_keys(table: Table) -> dict[str, Any]:
    return {
        "result_format": "SUMMARY",
        "partial_unexpected_count": SAMPLE_ROWS,
        "unexpected_index_column_names": list(table.key),
    }


def _keys(table: Table, found: dict[str, Any]) -> list[dict[str, Any]]:
    rows = found.get("partial_unexpected_index_list") or []
    return [{name: row[name] for name in table.key if name in row} for row in rows[:SAMPLE_ROWS]]


def _broken(
    frame: Any, suite: Sequence[Expectation], result_format: dict[str, Any]
) -> list[tuple[int, dict[str, Any]]]:
    """Return which expectations the frame breaks, by their place in the suite, with what the engine says."""
    try:
        results = _validate(frame, suite, result_format)
    except (Exception, SystemExit) as error:  # it raises what it likes, and none of it is about the data
        raise EngineFailed(f"{type(error).__name__}: {error}") from error
    found = {result.expectation_config.meta["index"]: result for result in results}
    if sorted(found) != list(range(len(suite))) or len(results) != len(suite):
        raise EngineFailed(f"{len(results)} of {len(suite)} expectations came back")
    for index, result in found.items():
        if problem := _exception_of(result):
            raise EngineFailed(f"{suite[index].meaning}: {problem}")
    return [(index, dict(found[index].result)) for index in sorted(found) if not found[index].success]


def _validate(frame: Any, suite: Sequence[Expectation], result_format: dict[str, Any]) -> list[Any]:
    definition = _batch_definition()
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    wanted = ExpectationSuite(
        name="registry",
        expectations=[
            ExpectationConfiguration(type=item.kind, kwargs=dict(item.arguments), meta={"index": index})
            for index, item in enumerate(suite)
        ],
    )
    batch = definition.get_batch({"dataframe": frame})
    return list(batch.validate(wanted, result_format=result_format).results)


@cache
def _batch_definition() -> Any:
    """Return where the engine takes frames from; one for the whole process."""
    # Both are read when the library is imported: set before, and nothing is ever sent.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    os.environ.setdefault("TQDM_DISABLE", "1")
    with _no_spark():
        import great_expectations as gx

    import warehouse.quality.cells  # noqa: F401  The library finds these expectations by name.

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("build")
    return source.add_dataframe_asset("table").add_batch_definition_whole_dataframe("rows")


@contextmanager
def _no_spark() -> Iterator[None]:
    """Hide Spark, which is not used: looking for it takes seconds and, half installed, ends the process."""
    found = sys.modules.get("pyspark", _NOT_IMPORTED)
    sys.modules["pyspark"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["pyspark"]
        if found is not _NOT_IMPORTED:
            sys.modules["pyspark"] = found  # type: ignore[assignment]


def _exception_of(result: Any) -> str | None:
    """Return the message of the exception behind a result; the engine reports it as one, or one a metric."""
    info = result.exception_info or {}
    entries = [info] if "raised_exception" in info else list(info.values())
    raised = [entry for entry in entries if entry.get("raised_exception")]
    return str(raised[0].get("exception_message")) if raised else None
