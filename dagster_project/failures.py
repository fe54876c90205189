"""An error of the warehouse as Dagster shows it: what was found and what to do, not a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from warehouse.errors import FazhiError


@contextmanager
def told_to_dagster() -> Iterator[None]:
    """Turn an error of the warehouse into a failure that is not tried again: data do not mend themselves."""
    try:
        yield
    except FazhiError as error:
        parts = {
            "expected": error.expected,
            "where": error.where,
            "what to do": error.todo,
            "exit code": str(error.exit_code),
        }
        raise dg.Failure(
            description=error.found,
            metadata={name: text for name, text in parts.items() if text},
            allow_retries=False,
        ) from error
