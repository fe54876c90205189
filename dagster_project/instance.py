"""Dagster's own folder inside a warehouse home: where its runs are recorded, and its settings."""

from __future__ import annotations

from pathlib import Path

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


def prepare_instance(home: Home) -> Path:
    """Create ``<home>/dagster`` with ``dagster.yaml`` where missing; return the folder, for DAGSTER_HOME."""
    folder = home.create().dagster
    settings = folder / "dagster.yaml"
    if not settings.exists():
        settings.write_text(SETTINGS, encoding="utf-8")
    return folder
