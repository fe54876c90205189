"""One run as the assets share it: opened by the first that needs it, closed when the job ends.

What belongs here: who holds the run and what its steps have told so far. What does not: any work
on data (``warehouse``) and anything of Dagster, so that a run can be followed without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.audit import CheckOutcome
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.publish import NothingNew, Publication
from warehouse.runs import Run, open_run
from warehouse.steps import TableResult

StepListener = Callable[[str], None]


def _ignore(_step: str) -> None:
    """Listen to nothing."""


@dataclass
class Session:
    """A run of the nightly job, with what its steps found.

    Attributes:
        home: The warehouse home that the run works on.
        reports_dir: The landing folder; None for the home's own.
        on_step: Called with the name of each step as it begins.
        results: What each step said of its table, by table.
        outcomes: What the checks said so far.
        ending: The publication, or that there was nothing new; None while neither is known.
        error: The first error that stopped a step.
    """

    home: Home
    reports_dir: Path | None = None
    on_step: StepListener = _ignore
    results: dict[str, TableResult] = field(default_factory=dict)
    outcomes: list[CheckOutcome] = field(default_factory=list)
    ending: Publication | NothingNew | None = None
    error: FazhiError | None = None
    _run: Run | None = None
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
        return self._run

    @contextmanager
    def step(self, name: str) -> Iterator[Run]:
        """Announce a step, hand out the run, and keep the first error that a step ends with."""
        self.on_step(name)
        try:
            yield self.run
        except FazhiError as error:
            self.error = self.error or error
            raise

    def close(self) -> None:
        """Let go of the run: its lock, its private build."""
        self._run = None
        self._held.close()
