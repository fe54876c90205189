"""When the nightly job runs by itself: 02:00 in Shanghai.

``FAZHI_SCHEDULE=stopped`` in the environment turns it off. It is on by default, since a night job that nobody
has switched on is found out weeks later; it fires only while a Dagster daemon runs.
"""

from __future__ import annotations

import os

import dagster as dg

from dagster_project.dead_runs import bury_dead_runs
from dagster_project.jobs import nightly
from warehouse.home import Home
from warehouse.locks import is_held

_STATUS = {
    "running": dg.DefaultScheduleStatus.RUNNING,
    "stopped": dg.DefaultScheduleStatus.STOPPED,
}


def default_status(setting: str | None) -> dg.DefaultScheduleStatus:
    """Return the status that ``$FAZHI_SCHEDULE`` asks for; running where it is not set.

    Raises:
        ValueError: the setting is neither ``running`` nor ``stopped``.
    """
    word = (setting or "running").strip().lower()
    if word not in _STATUS:
        raise ValueError(f"FAZHI_SCHEDULE is {setting!r}; expected one of: {', '.join(_STATUS)}")
    return _STATUS[word]


@dg.schedule(
    cron_schedule="0 2 * * *",
    job=nightly,
    execution_timezone="Asia/Shanghai",
    default_status=default_status(os.environ.get("FAZHI_SCHEDULE")),
    description="每晚两点（北京时间）· every night at two, Shanghai time",
)
def nightly_at_two(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run, unless one is at work: then there would be nothing for a second to do."""
    home = Home.at()
    if is_held(home.run_lock):
        return dg.SkipReason(f"另一个运行正在进行，本次跳过 · another run is at work on {home.root}")
    bury_dead_runs(context.instance, home)
    return dg.RunRequest(run_key=f"nightly-{context.scheduled_execution_time:%Y%m%d}")
