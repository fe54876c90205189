"""The one resource of every asset: the session of the run on a warehouse home."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from dagster_project.session import Session
from warehouse.home import Home

WAREHOUSE = "warehouse"
"""The key under which assets ask for the session."""

_TEXT = dg.Noneable(str)
_CONFIG = {
    "home": dg.Field(_TEXT, is_required=False, description="Warehouse home; else $FAZHI_HOME, else ./data"),
    "reports": dg.Field(
        _TEXT, is_required=False, description="Landing folder; else $FAZHI_REPORTS, else <home>/landing"
    ),
}


def landing_folder(home: Home, named: str | None = None) -> Path:
    """Return where reports come from: the named folder, else ``$FAZHI_REPORTS``, else the home's own."""
    return Path(named or os.environ.get("FAZHI_REPORTS") or home.landing)


@dg.resource(config_schema=_CONFIG, description="The run on a warehouse home: its lock, its private build.")
def warehouse_session(context: dg.InitResourceContext) -> Iterator[Session]:
    """Hold one session for all steps of a run. The run's lock is taken by the first step that needs it."""
    config: dict[str, Any] = context.resource_config or {}
    home = Home.at(config.get("home"))
    session = Session(home, landing_folder(home, config.get("reports")))
    try:
        yield session
    finally:
        session.close()
