"""Dagster's own folder inside a warehouse home: where its runs are recorded, and its settings.

``python -m dagster_project.instance`` makes all of it, before the services start that share it.
"""

from __future__ import annotations

import os
from pathlib import Path

from warehouse.durable import write_durably
from warehouse.home import Home

SETTINGS = """\
# Written once by `fazhi`; your changes are kept.
# Nothing is sent anywhere, and the web interface asks for no e-mail address.
telemetry:
  enabled: false
nux:
  enabled: false
# What steps print is not kept: nothing of a document is stored but in the lake.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
# A run that does not start, or that takes longer than it may, is ended and marked as failed.
run_monitoring:
  enabled: true
  start_timeout_seconds: 180
  poll_interval_seconds: 60
# How fresh each table is, by its policy.
freshness:
  enabled: true
"""
IN_POSTGRES = """\
# Runs, events and schedules are kept in PostgreSQL; where it is, and its password, tells the environment.
storage:
  postgres:
    postgres_db:
      scheme: postgresql+psycopg2
      hostname: {env: FAZHI_POSTGRES_HOST}
      port: {env: FAZHI_POSTGRES_PORT}
      db_name: {env: FAZHI_POSTGRES_DB}
      username: {env: FAZHI_POSTGRES_USER}
      password: {env: FAZHI_POSTGRES_PASSWORD}
"""


def prepare_instance(home: Home) -> Path:
    """Create ``<home>/dagster`` with ``dagster.yaml`` where missing; return the folder, for DAGSTER_HOME.

    The records are kept in the folder, or in PostgreSQL where ``$FAZHI_POSTGRES_HOST`` is set.
    """
    folder = home.create().dagster
    settings = folder / "dagster.yaml"
    if not settings.exists():
        in_postgres = IN_POSTGRES if os.environ.get("FAZHI_POSTGRES_HOST") else ""
        write_durably(settings, f"{SETTINGS}{in_postgres}".encode())
    return folder


def prepare_records(home: Home) -> None:
    """Make the settings, and the stores of runs and events: two services that both make them fail."""
    from dagster import DagsterInstance

    with DagsterInstance.from_config(str(prepare_instance(home))) as instance:
        instance.get_runs_count()


if __name__ == "__main__":
    prepare_records(Home.at())
