"""What follows when a run has ended, however it did: the nights' record, the metrics, telling people.

None of it can make a run fail that has done its work.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TypeVar

from dagster_project.session import Session
from warehouse.alerts import Incident, checks_failed, run_failed, tell
from warehouse.audit import CheckOutcome
from warehouse.errors import FazhiError, RunInProgress
from warehouse.heartbeat import FAILED, NOTHING_NEW, PUBLISHED, Night, record_night
from warehouse.prometheus import write_metrics
from warehouse.publish import Publication
from warehouse.versions import current_version, manifest_of

_Result = TypeVar("_Result")
_log = logging.getLogger("fazhi.ending")


def settle(session: Session) -> bool:
    """Record a run that has ended and tell people of it; say whether anybody was told."""
    if isinstance(session.error, RunInProgress):
        return False  # The run that is at work has its own ending.
    if (night := night_of(session)) is not None:
        _try(lambda: record_night(session.home, night))
        _try(lambda: write_metrics(session.home))
    incident = _try(lambda: incident_of(session))
    return incident is not None and bool(tell(session.home, incident).by)


def night_of(session: Session) -> Night | None:
    """Return the record of a nightly run; None for one that was called off, or did a part of the work."""
    outcome = _outcome(session)
    is_night = session.ingested is not None or session.failed_step == "ingest"
    if outcome is None or not is_night:
        return None
    ended = datetime.now(UTC)
    code = session.error.exit_code if session.error is not None else int(outcome == FAILED)
    version = None
    with suppress(FazhiError, OSError):
        version = current_version(session.home)
    return Night(
        run=session.run_id or "",
        outcome=outcome,
        started_at=session.started_at.isoformat(timespec="seconds"),
        ended_at=ended.isoformat(timespec="seconds"),
        seconds=round((ended - session.started_at).total_seconds(), 1),
        version=version,
        exit_code=code,
    )


def incident_of(session: Session) -> Incident | None:
    """Return what people should hear of a run: its failure, or the checks that warn since this night."""
    name = session.run_id or session.started_at.isoformat()
    if (error := session.error or session.unexpected) is not None:
        return run_failed(session.home, error, name, session.failed_step, session.outcomes)
    warned = newly_failed(session)
    return checks_failed(warned, name) if warned else None


def newly_failed(session: Session) -> list[CheckOutcome]:
    """Return the checks that the run published past, and that did not fail for the version before."""
    ending = session.ending
    if not isinstance(ending, Publication) or ending.manifest.base is None:
        return []
    before = manifest_of(session.home, ending.manifest.base).checks
    known = {(check["table"], check["name"]) for check in before if check["outcome"] == "fail"}
    return [o for o in session.outcomes if o.outcome == "fail" and (o.table, o.name) not in known]


def _outcome(session: Session) -> str | None:
    if session.error is not None or session.unexpected is not None:
        return FAILED
    if isinstance(session.ending, Publication):
        return PUBLISHED
    found_nothing = session.ingested is not None and not session.ingested.anything_new
    return NOTHING_NEW if found_nothing or session.ending is not None else None


def _try(work: Callable[[], _Result]) -> _Result | None:
    try:
        return work()
    except Exception as error:
        _log.warning("运行结束后的记录未完成 · not recorded after the run: %s", type(error).__name__)
        return None
