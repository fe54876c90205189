"""An error of the warehouse as Dagster shows it: what was found and what to do, not a traceback.

What may pass by itself is tried again, each time after a longer wait; bad data are not: they do not mend
themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import dagster as dg

from warehouse.errors import FazhiError
from warehouse.transient import may_pass


@contextmanager
def told_to_dagster(waits: Sequence[float] = (), tries: int = 0) -> Iterator[None]:
    """Turn an error into a further try or into a failure.

    Args:
        waits: Seconds before each further try; none: no further try.
        tries: How often it has been tried again already.
    """
    try:
        yield
    except Exception as error:
        if may_pass(error) and tries < len(waits):
            raise dg.RetryRequested(max_retries=len(waits), seconds_to_wait=waits[tries]) from error
        if isinstance(error, FazhiError):
            raise _failure(error) from error
        raise


def _failure(error: FazhiError) -> dg.Failure:
    parts = {
        "expected": error.expected,
        "where": error.where,
        "what to do": error.todo,
        "exit code": str(error.exit_code),
    }
    shown = {name: text for name, text in parts.items() if text}
    return dg.Failure(description=error.found, metadata=shown, allow_retries=False)
