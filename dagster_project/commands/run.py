"""``fazhi run``: the nightly job once, in this process, on record in Dagster's history like any other."""

from __future__ import annotations

import argparse
import logging
import os
import warnings
from typing import TYPE_CHECKING

from dagster_project.instance import prepare_instance
from dagster_project.messages import console, tell_error
from dagster_project.progress import ProgressBar
from dagster_project.resources import engine_named, landing_folder, waits
from dagster_project.session import Session
from dagster_project.summary import tell_summary
from warehouse.errors import NoSuchFolder
from warehouse.home import Home

if TYPE_CHECKING:
    from dagster import DagsterEvent


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Run the nightly job on a home and say what came of it."""
    reports = landing_folder(home, arguments.reports)
    if arguments.reports and not reports.is_dir():
        # Told before a home is made: a mistyped folder must not leave an empty warehouse behind.
        raise NoSuchFolder(
            f"There is no folder {reports}.",
            expected="a folder with report texts (.txt, .md)",
            todo="name an existing folder with --reports",
        )
    folder = prepare_instance(home)
    os.environ["DAGSTER_HOME"] = str(folder)
    named = reports if arguments.reports or os.environ.get("FAZHI_REPORTS") else None
    with ProgressBar() as bar:
        session = Session(home, named, bar, patience=waits(otherwise=""))
        session.engine = engine_named(arguments.engine)
        unexpected = execute(session, bar)
    if session.error is not None:
        tell_error(session.error)
        return session.error.exit_code
    if unexpected is not None:
        console(stderr=True).print(f"fazhi: 意外错误 · unexpected: {unexpected}")
        return 1
    tell_summary(session)
    return 0


def execute(session: Session, bar: ProgressBar) -> str | None:
    """Execute the nightly job with ``session`` as its resource; return what failed if no error of ours."""
    _quieten()
    import dagster as dg

    from dagster_project.definitions import defs
    from dagster_project.history import kept_engines
    from dagster_project.jobs import NIGHTLY
    from dagster_project.resources import WAREHOUSE, given_session

    job = defs.resolve_job_def(NIGHTLY)
    bar.expect(len(job.all_node_defs))
    with kept_engines(), dg.DagsterInstance.from_config(str(session.home.dagster)) as instance:
        try:
            result = job.execute_in_process(
                instance=instance,
                resources={WAREHOUSE: given_session(session)},
                raise_on_error=False,
                tags={"fazhi/reports": session.reports_dir.name if session.reports_dir else "landing"},
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            )
        finally:
            session.close()
    if result.success:
        return None
    failed = [event for event in result.all_events if event.is_step_failure]
    return "\n  ".join(f"{event.step_key}: {_root_cause(event)}" for event in failed) or "the run failed"


def _root_cause(event: DagsterEvent) -> str:
    """Return the message of the exception that all others followed from."""
    error = event.step_failure_data.error
    while error is not None and error.cause is not None:
        error = error.cause
    return error.message.strip() if error is not None else str(event.message)


def _quieten() -> None:
    """Keep the orchestrator's own talk off the terminal; all of it is in the run's record."""
    warnings.filterwarnings("ignore", module=r"dagster(\..*)?")
    for name in ("dagster", "alembic", "great_expectations"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
