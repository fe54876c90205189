"""An observation in the making, and what every decision about it may look at."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.catalogue import Catalogue
from extractors.linking import Choice
from extractors.mentions import Mention, Span
from extractors.periods import TimeReader
from extractors.records import Change
from extractors.status import Standing


@dataclass(frozen=True, slots=True)
class Context:
    """One view and what is known of its report."""

    view: str
    catalogue: Catalogue
    times: TimeReader
    report_year: int | None
    issuer_kind: str
    """A department's 全县 is not its own figure, nor a town's."""


@dataclass(slots=True)
class Draft:
    """An observation in the making; offsets are the view's."""

    mention: Mention
    metric: str | None
    choice: Choice | None
    standing: Standing
    near: list[Span]
    part_of: Draft | None = None
    subset: str | None = None
    yoy: Change | None = None
    scope: str = "own"
    is_total: bool = False
    kind: str = ""
    """The class of its measure word: only numbers of one class are parts of each other."""
    is_inherited: bool = False
    """The metric is that of a number before it."""
    joined_by: str = ""
    """The mark by which a part hangs on the part before it."""

    def take_metric(self, other: Draft) -> None:
        """Take over the metric of a number before this one."""
        self.metric, self.choice, self.is_inherited = other.metric, other.choice, True
