"""One run as the assets share it: opened by the first that needs it, closed when the job ends.

What belongs here: who holds the run and what its steps have told so far. What does not: any work
on data (``warehouse``) and anything of Dagster, so that a run can be followed without it.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dagster_project.time_limit import assert_in_time
from warehouse import steps
from warehouse.audit import CheckOutcome, audit_build, audit_checks
from warehouse.checks import Check
from warehouse.engines.spark import Launch, read_with_spark
from warehouse.entries import today_in_china
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.publish import NothingNew, Publication, publish_build
from warehouse.quality import TABLES_WITH_SUITE, Suites
from warehouse.reading import Engine
from warehouse.registry import TABLES
from warehouse.runs import Run, open_run
from warehouse.steps import IngestResult, ReadResult, TableResult
from warehouse.waivers import load_waivers, waived

ENGINES = (POOL, SPARK) = ("pool", "spark")


class Listener:
    """Hears how a run gets on. This one lets it pass; a progress bar is another."""

    def on_step(self, name: str) -> None:
        """A step begins."""

    def on_progress(self, done: int, total: int) -> None:
        """So many of the new documents have been read."""


@dataclass
class Session:
    """A run of the nightly job, with what its steps found.

    Attributes:
        home: The warehouse home that the run works on.
        reports_dir: The landing folder; None for the home's own.
        listener: Hears of each step as it begins.
        ingested: What came in.
        read: What the extractor made of it.
        results: What was built, by table.
        suite_outcomes: What the expectation suites said so far.
        stopped_by: Outcomes of single checks past which nothing may be published.
        outcomes: What all checks said, once the whole build has been audited.
        ending: The publication, or that there was nothing new; None while neither is known.
        error: The first error of ours that stopped a step.
        unexpected: The first error that is not ours, and stopped a step.
        failed_step: The step that either stopped, until it is made again and succeeds.
        started_at: When the run was begun, in UTC.
        patience: Seconds to wait before each further try, where the cause may pass by itself.
        seconds: How long each step took, the last time that it was made.
        deadline: When the run must have ended, by ``time.monotonic``; None for no limit.
        run_id: Name of the run, once it is open; it stays when the run is closed.
        engine: What reads the texts: pool, the processes of this machine, or spark.
    """

    home: Home
    reports_dir: Path | None = None
    listener: Listener = field(default_factory=Listener)
    ingested: IngestResult | None = None
    read: ReadResult | None = None
    results: dict[str, TableResult] = field(default_factory=dict)
    suite_outcomes: list[CheckOutcome] = field(default_factory=list)
    stopped_by: list[CheckOutcome] = field(default_factory=list)
    outcomes: list[CheckOutcome] = field(default_factory=list)
    ending: Publication | NothingNew | None = None
    error: FazhiError | None = None
    unexpected: Exception | None = None
    failed_step: str = ""
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    patience: Sequence[float] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    deadline: float | None = None
    run_id: str | None = None
    engine: str = POOL
    _run: Run | None = None
    _suites: Suites | None = None
    _held: ExitStack = field(default_factory=ExitStack)

    @property
    def run(self) -> Run:
        """The open run; its lock is taken on first use.

        Raises:
            RunInProgress: another run is at work on this home.
            NoSpace: the disk is too full to begin.
        """
        if self._run is None:
            self._run = self._held.enter_context(open_run(self.home, self.reports_dir))
            self.run_id = self._run.run_id
        return self._run

    @property
    def suites(self) -> Suites:
        """The expectation suites of the run: asked while it builds."""
        if self._suites is None:
            self._suites = Suites(self.run)
        return self._suites

    @contextmanager
    def step(self, name: str) -> Iterator[Run]:
        """Announce a step, hand out the run, and keep the first error that a step ends with."""
        self.listener.on_step(name)
        begun = time.monotonic()
        try:
            assert_in_time(self.deadline)
            yield self.run
        except FazhiError as error:
            self.error, self.failed_step = self.error or error, self.failed_step or name
            raise
        except Exception as error:
            self.unexpected, self.failed_step = self.unexpected or error, self.failed_step or name
            raise
        self.seconds[name] = time.monotonic() - begun
        if self.failed_step == name:  # It was tried again, and what was in the way has passed.
            self.error, self.unexpected, self.failed_step = None, None, ""

    def ingest(self) -> IngestResult:
        """Take the landing folder into the lake."""
        with self.step("ingest") as run:
            self.ingested = steps.ingest_documents(run)
        return self.ingested

    def extract(self, years: Collection[str] | None = None, launch: Launch | None = None) -> ReadResult:
        """Read new documents of the lake, of some report years or of all; with ``launch``, in Spark."""
        with self.step("extract") as run:
            self.suites.start()
            self.read = steps.extract_reports(run, self._on_progress, _engine(run, launch), years)
        return self.read

    def _on_progress(self, done: int, total: int) -> None:
        assert_in_time(self.deadline)
        self.listener.on_progress(done, total)

    def build(self, name: str) -> TableResult:
        """Build a table, and before it what it depends on where that was not selected to be built."""
        for upstream in TABLES[name].depends_on:
            if upstream not in self.results:
                self.build(upstream)
        with self.step(name) as run:
            self.results[name] = steps.build_table(run, name)
            for table in steps.settled_by(name):
                self.suites.add(table)
        return self.results[name]

    def _build_missing(self, names: Collection[str] = tuple(TABLES)) -> None:
        for name in names:
            if name not in self.results:
                self.build(name)

    def publish(self) -> Publication | NothingNew:
        """Build what is missing, audit the whole file, and publish it."""
        self._build_missing()
        if not self.stopped_by:  # A run that has stopped is only told; else this looks at no less than a job.
            self.check_suites()
        with self.step("publish") as run:
            # An outcome that stopped a step stands, even if the same check were to pass the second time.
            single = [*self.suite_outcomes, *self.stopped_by]
            found = {(o.table, o.name): o for o in [*audit_build(run), *single]}
            self.outcomes = waived(found.values(), load_waivers(run.home), today_in_china())
            self.ending = publish_build(run, self.outcomes)
        return self.ending

    def check(self, name: str, checks: Sequence[Check], tables: Sequence[str]) -> list[CheckOutcome]:
        """Make some checks on the build; tables that they read and that are missing are built first."""
        for table in tables:
            if table not in self.results:
                self.build(table)
        with self.step(f"check {name}") as run:
            outcomes = waived(audit_checks(run, checks), load_waivers(run.home), today_in_china())
        self.stopped_by += [outcome for outcome in outcomes if outcome.stops_publication]
        return outcomes

    def check_suites(self, tables: Collection[str] = TABLES_WITH_SUITE) -> list[CheckOutcome]:
        """Return what the expectation suites say of some tables, or of all; what is missing is built."""
        told = {outcome.table for outcome in self.suite_outcomes}
        if missing := [name for name in TABLES_WITH_SUITE if name in tables and name not in told]:
            self._build_missing(missing)
            with self.step("expect") as run:
                asked = [self.suites.outcome(name) for name in missing]
                outcomes = waived(asked, load_waivers(run.home), today_in_china())
            self.suite_outcomes += outcomes
            self.stopped_by += [outcome for outcome in outcomes if outcome.stops_publication]
        return [outcome for outcome in self.suite_outcomes if outcome.table in tables]

    def conclude(self) -> None:
        """Let a run that a check has stopped end as the audit does: all told, the build kept aside."""
        if self.stopped_by and self.ending is None and self.error is None:
            with suppress(FazhiError):
                self.publish()

    def close(self) -> None:
        """Let go of the run: its lock, its private build."""
        try:
            self.conclude()
        finally:
            if self._suites is not None:
                self._suites.close()
            self._run, self._suites = None, None
            self._held.close()


def _engine(run: Run, launch: Launch | None) -> Engine | None:
    if launch is None:
        return None
    folder = run.build_path.with_name(f"{run.build_path.name}.spark")
    return lambda lake, wanted: read_with_spark(lake, wanted, folder, launch)
