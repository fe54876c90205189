"""Runs that Dagster's records hold for alive, and whose process is gone.

A run that was killed stays *started* for ever: it takes up a place in the queue, and nobody is told. Dagster
cannot know whether it lives; the lock of the home does, since the kernel gives it back when its holder dies.
"""

from __future__ import annotations

import time

import dagster as dg

from warehouse.home import Home
from warehouse.locks import is_held

_BEGUN = [
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
_BEFORE_THE_LOCK_SECONDS = 300.0
"""A run that has just begun may not have taken the lock yet."""


def bury_dead_runs(instance: dg.DagsterInstance, home: Home, now: float | None = None) -> list[str]:
    """Mark as failed what is recorded as at work while nothing is; return the ids. ``now`` in seconds."""
    if is_held(home.run_lock):
        return []
    before = (now or time.time()) - _BEFORE_THE_LOCK_SECONDS
    records = instance.get_run_records(dg.RunsFilter(statuses=_BEGUN))
    dead = [r.dagster_run for r in records if (r.start_time or r.create_timestamp.timestamp()) < before]
    for run in dead:
        message = "进程已不在，运行标记为失败 · its process is gone: marked as failed"
        instance.report_run_failed(run, message)
    return [run.run_id for run in dead]
