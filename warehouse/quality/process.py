"""The process beside the run in which expectations are evaluated: how it begins, and when it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import warnings


def live_with_the_run() -> None:
    """End when the run ends, however it ends: a run that is killed cannot say so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")  # What libraries say to each other is nothing for a run's log.
    parent = multiprocessing.parent_process()

    # Its module knows no DuckDB: a thread that still waits at the end keeps alive what its module knows.
    def follow() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
