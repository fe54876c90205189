"""The root that Dagster loads: it only assembles."""

from __future__ import annotations

import logging

import dagster as dg

from dagster_project import assets, checks
from dagster_project.jobs import nightly, report_year
from dagster_project.resources import WAREHOUSE, warehouse_session
from dagster_project.schedules import nightly_at_two
from dagster_project.sensors import landing_folder_changed
from dagster_project.watchers import run_died, warehouse_stale

# On a night with nothing new all steps are skipped, and this logger warns of every check among them.
logging.getLogger("dagster._core.execution.plan.active").setLevel(logging.ERROR)

defs = dg.Definitions(
    assets=assets.ALL,
    asset_checks=checks.ALL,
    jobs=[nightly, report_year],
    schedules=[nightly_at_two],
    sensors=[landing_folder_changed, run_died, warehouse_stale],
    resources={WAREHOUSE: warehouse_session},
    executor=dg.in_process_executor,
)
