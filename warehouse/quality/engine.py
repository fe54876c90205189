"""Asking Great Expectations: a table in batches of rows, nothing sent or kept; a broken engine is an error.

Only counts leave this module, never values: what a table holds must not turn up in a check's result.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from warehouse.quality.suites import Expectation, expectations_of
from warehouse.registry import Table
from warehouse.registry.ddl import identifier

BATCH_ROWS = 1_000_000
_COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}


class EngineFailed(Exception):
    """The engine could not evaluate an expectation: that says nothing about the data."""


@dataclass(slots=True)
class SuiteResult:
    """What a suite found in one table.

    Attributes:
        table: Name of the table.
        rows: Number of rows looked at; nothing is known of a table without rows.
        expectations: Number of expectations evaluated.
        unmet: What each broken expectation says, and how many values break it (0: not countable).
    """

    table: str
    rows: int = 0
    expectations: int = 0
    unmet: dict[str, int] = field(default_factory=dict)


def evaluate_suite(path: Path, table: Table) -> SuiteResult:
    """Hold a table of the DuckDB file at ``path`` against what the registry promises about it.

    Raises:
        EngineFailed: an expectation could not be evaluated.
    """
    suite = expectations_of(table)
    result = SuiteResult(table.name, expectations=len(suite))
    for frame in _frames(path, table):
        result.rows += len(frame)
        for meaning, count in _unmet(frame, suite).items():
            result.unmet[meaning] = result.unmet.get(meaning, 0) + count
    return result


def _frames(path: Path, table: Table) -> Iterator[Any]:
    """Yield the rows as pandas frames, a million at a time: one frame of ten million takes 7 GB."""
    with duckdb.connect(str(path), read_only=True) as connection:
        batches = connection.sql(f"FROM {identifier(table.name)}").to_arrow_reader(BATCH_ROWS)
        for batch in batches:
            if batch.num_rows:
                yield batch.to_pandas()


def _unmet(frame: Any, suite: Sequence[Expectation]) -> dict[str, int]:
    """Return what each expectation that the frame breaks says, with the number of values."""
    meanings = {index: expectation.meaning for index, expectation in enumerate(suite)}
    try:
        results = _validate(frame, suite)
    except Exception as error:  # the engine raises what it likes, and none of it is about the data
        raise EngineFailed(f"{type(error).__name__}: {error}") from error
    if sorted(result.expectation_config.meta["index"] for result in results) != sorted(meanings):
        raise EngineFailed(f"{len(results)} of {len(suite)} expectations came back")
    for result in results:
        if problem := _exception_of(result):
            raise EngineFailed(f"{meanings[result.expectation_config.meta['index']]}: {problem}")
    broken = (result for result in results if not result.success)
    return {
        meanings[result.expectation_config.meta["index"]]: result.result.get("unexpected_count") or 0
        for result in broken
    }


def _validate(frame: Any, suite: Sequence[Expectation]) -> list[Any]:
    # Both are read when the library is imported: set before, and nothing is ever sent.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    os.environ.setdefault("TQDM_DISABLE", "1")
    import great_expectations as gx
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("build")
    definition = source.add_dataframe_asset("table").add_batch_definition_whole_dataframe("rows")
    wanted = ExpectationSuite(
        name="registry",
        expectations=[
            ExpectationConfiguration(type=item.kind, kwargs=dict(item.arguments), meta={"index": index})
            for index, item in enumerate(suite)
        ],
    )
    batch = definition.get_batch({"dataframe": frame})
    return list(batch.validate(wanted, result_format=_COUNTS_ONLY).results)


def _exception_of(result: Any) -> str | None:
    """Return the message of the exception behind a result; the engine reports it as one, or one a metric."""
    info = result.exception_info or {}
    entries = [info] if "raised_exception" in info else list(info.values())
    raised = [entry for entry in entries if entry.get("raised_exception")]
    return str(raised[0].get("exception_message")) if raised else None
