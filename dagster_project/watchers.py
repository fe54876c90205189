"""The sensors that tell people: of a run that ended without a word, and of a warehouse that has gone stale.

A run tells of its own failure when it ends (``ending``). Left to the sensors is what cannot: a run that was
killed, or that failed before it began. A dead daemon runs none: ``fazhi doctor --stale-after`` is for that.
"""

from __future__ import annotations

import os
from datetime import timedelta

import dagster as dg

from dagster_project.dead_runs import bury_dead_runs
from dagster_project.jobs import NIGHTLY, ONE_YEAR
from dagster_project.resources import TOLD
from warehouse.alerts import died, stale, tell
from warehouse.doctor import examine_nights
from warehouse.heartbeat import read_heartbeat
from warehouse.home import Home

STALE_AFTER = timedelta(hours=26)
_ON = dg.DefaultSensorStatus.RUNNING


@dg.run_failure_sensor(
    name="run_died",
    default_status=_ON,
    monitor_all_code_locations=True,
    minimum_interval_seconds=60,
    description="运行中断而未自行报告时提醒 · tells people of a run that died without telling them itself",
)
def run_died(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
    """Tell of a failed run, unless it has done so itself."""
    run = context.instance.get_run_by_id(context.dagster_run.run_id) or context.dagster_run
    if run.job_name not in (NIGHTLY, ONE_YEAR) or TOLD in run.tags:
        return dg.SkipReason("已自行提醒 · it has told people itself")
    tell(Home.at(), died(run.run_id, None), os.environ)
    return None


@dg.sensor(
    name="warehouse_stale",
    default_status=_ON,
    minimum_interval_seconds=1800,
    description="超过 26 小时没有成功的夜间任务时提醒 · tells people that no night has succeeded for 26 h",
)
def warehouse_stale(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """Look at the nights, and clear the record of runs that died."""
    home = Home.at()
    buried = bury_dead_runs(context.instance, home)
    if read_heartbeat(home).success is None:
        return dg.SkipReason("还没有成功过的夜间任务 · no night has succeeded yet")
    symptom = examine_nights(home, STALE_AFTER)
    if symptom.state == "bad":
        tell(home, stale(home, STALE_AFTER), os.environ)
    return dg.SkipReason(f"{symptom.finding}; {len(buried)} dead runs")
