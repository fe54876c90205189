"""How long a run may take: ``$FAZHI_MAX_RUNTIME`` seconds, four hours where it says nothing, 0 for no limit.

Held in the process of the run itself, so that it holds without a daemon too. First politely: a step
that begins, or a document that is read, after that time ends the run with an error that says so. Where
a step hangs and neither comes, the kernel ends the process some minutes later (SIGALRM): a dead run
leaves nothing to clear. The tag ``dagster/max_runtime`` of the jobs says the same to Dagster's run
monitoring, where a daemon runs.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from warehouse.errors import TookTooLong, WrongArguments

_SECONDS = 4 * 3600
GRACE_SECONDS = 600
"""From the polite end to the kernel's."""


def seconds_allowed() -> int:
    """Return how long a run may take; 0 for as long as it likes.

    Raises:
        WrongArguments: the setting is no number of seconds.
    """
    word = os.environ.get("FAZHI_MAX_RUNTIME", "").strip() or str(_SECONDS)
    if not word.isdecimal():
        raise WrongArguments(
            f"FAZHI_MAX_RUNTIME is {word!r}.", expected="a number of seconds; 0 for no limit", todo="mend it"
        )
    return int(word)


def assert_in_time(deadline: float | None) -> None:
    """Raise past a deadline of ``time.monotonic``.

    Raises:
        TookTooLong: it has passed.
    """
    if deadline is not None and time.monotonic() > deadline:
        raise TookTooLong(
            "The run has taken longer than it may.",
            expected=f"an end within {seconds_allowed()} seconds",
            todo="run again: what was read is not read again; raise FAZHI_MAX_RUNTIME if it needs longer",
        )


@contextmanager
def ended_by_the_kernel(seconds: int) -> Iterator[None]:
    """Let the kernel end this process after ``seconds`` and the grace; 0 for never.

    Only the main thread can ask for that, and only where nobody else handles the signal.
    """
    is_free = signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    if not seconds or not is_free or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.alarm(seconds + GRACE_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
