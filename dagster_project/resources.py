"""The one resource of every asset: the session of the run on a warehouse home."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import dagster as dg

from dagster_project.ending import settle
from dagster_project.session import ENGINES, POOL, Session
from dagster_project.time_limit import ended_by_the_kernel, seconds_allowed
from warehouse.errors import WrongArguments
from warehouse.home import Home

WAREHOUSE = "warehouse"
"""The key under which assets ask for the session."""
TOLD = "fazhi/told"
"""Tag of a run that has told people itself of how it ended."""

_WAITS = "60,240,960"
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


def waits(otherwise: str = _WAITS) -> tuple[float, ...]:
    """Return the seconds before each further try, of ``$FAZHI_RETRY_SECONDS``: they grow, a fault may pass.

    Raises:
        WrongArguments: the setting is no list of seconds.
    """
    words = os.environ.get("FAZHI_RETRY_SECONDS", otherwise).split(",")
    try:
        return tuple(float(word) for word in words if word.strip())
    except ValueError:
        raise WrongArguments(
            f"FAZHI_RETRY_SECONDS is {','.join(words)!r}.",
            expected="seconds, such as 60,240,960; empty for no further try",
        ) from None


def engine_named(named: str | None = None) -> str:
    """Return what is to read the texts: as named, else ``$FAZHI_ENGINE``, else the processes of this machine.

    Raises:
        WrongArguments: there is no such engine.
    """
    engine = named or os.environ.get("FAZHI_ENGINE") or POOL
    if engine not in ENGINES:
        raise WrongArguments(f"FAZHI_ENGINE is {engine!r}.", expected=" or ".join(ENGINES))
    return engine


@dg.resource(config_schema=_CONFIG, description="The run on a warehouse home: its lock, its private build.")
def warehouse_session(context: dg.InitResourceContext) -> Iterator[Session]:
    """Hold one session for all steps of a run. The run's lock is taken by the first step that needs it."""
    config: dict[str, Any] = context.resource_config or {}
    home = Home.at(config.get("home"))
    session = Session(home, landing_folder(home, config.get("reports")), patience=waits())
    session.engine = engine_named()
    yield from _hold(context, session)


def given_session(session: Session) -> dg.ResourceDefinition:
    """Return a session that somebody else has made as the resource of a run."""

    def held(context: dg.InitResourceContext) -> Iterator[Session]:
        yield from _hold(context, session)

    return dg.ResourceDefinition(held)


def _hold(context: dg.InitResourceContext, session: Session) -> Iterator[Session]:
    """Hand out a session, bounded in time; close it at the end, and let the ending be known."""
    seconds = seconds_allowed()
    session.deadline = time.monotonic() + seconds if seconds else None
    with ended_by_the_kernel(seconds):
        try:
            yield session
        finally:
            session.close()
            if settle(session):
                _tag_as_told(context)


def _tag_as_told(context: dg.InitResourceContext) -> None:
    with suppress(Exception):  # The tag spares people a second message; the run is over either way.
        if context.instance is not None and context.run_id is not None:
            context.instance.add_run_tags(context.run_id, {TOLD: "yes"})
