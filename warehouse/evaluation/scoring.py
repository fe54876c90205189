"""Alignments counted: by metric, over all, and by how sure the extractor was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.records import Observation
from warehouse.evaluation.labels import LabelledReport
from warehouse.evaluation.matching import align

SURE = 0.9
"""Readings from this confidence on are meant to be used unseen."""


@dataclass(slots=True)
class Tally:
    """Counts, and the shares that follow from them; a share of nothing is None."""

    support: int = 0
    """Labels."""
    found: int = 0
    """Labels that an observation answers: metric, value and place agree."""
    extra: int = 0
    """Observations that no label asks for."""
    exact: int = 0
    """Answers that are right in every slot."""

    @property
    def read(self) -> int:
        """Observations that were judged."""
        return self.found + self.extra

    @property
    def precision(self) -> float | None:
        """How many of the readings are right."""
        return self.found / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """How many of the labels were read."""
        return self.found / self.support if self.support else None

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, over metric and value."""
        return _mean(self.found, self.read, self.support)

    @property
    def all_slots_f1(self) -> float:
        """The same, where only readings count that are right in every slot."""
        return _mean(self.exact, self.read, self.support)

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.support += other.support
        self.found += other.found
        self.extra += other.extra
        self.exact += other.exact


@dataclass(frozen=True, slots=True)
class Judged:
    """One reading that was judged, and how sure it was."""

    confidence: float
    is_right: bool
    is_exact: bool


@dataclass(slots=True)
class Scoreboard:
    """How an extractor did on one labelled set."""

    by_metric: dict[str, Tally] = field(default_factory=dict)
    slot_errors: Counter[str] = field(default_factory=Counter)
    judged: list[Judged] = field(default_factory=list)

    @property
    def overall(self) -> Tally:
        """All metrics together."""
        total = Tally()
        for tally in self.by_metric.values():
            total.add(tally)
        return total

    def of(self, metric: str | None) -> Tally:
        """Return the tally of one metric, to be counted on."""
        return self.by_metric.setdefault(metric or "", Tally())

    def at_least(self, confidence: float) -> list[Judged]:
        """Return the readings that were at least so sure."""
        return [reading for reading in self.judged if reading.confidence >= confidence]


def score(
    reports: Sequence[LabelledReport],
    observations: Mapping[str, Sequence[Observation]],
    metrics: Collection[str] | None = None,
) -> Scoreboard:
    """Score the observations of each document against its labels.

    Args:
        reports: the labelled set.
        observations: by document; every document of the set must be there.
        metrics: the metrics that the set judges; without, those that it has a label of, so that a metric
            which its labellers did not look for costs nothing.

    Raises:
        KeyError: a document of the set was not extracted.
    """
    board, judged_metrics = Scoreboard(), metrics if metrics is not None else labelled_metrics(reports)
    for report in reports:
        _count(board, report, observations[report.document], judged_metrics)
    board.by_metric = dict(sorted(board.by_metric.items()))
    return board


def labelled_metrics(reports: Sequence[LabelledReport]) -> frozenset[str]:
    """Return the metrics that a set has labels of, open readings among them."""
    labels = [label for report in reports for label in (*report.facts, *report.optional)]
    return frozenset(key for label in labels for key in (label.metric, *label.alternatives) if key)


def _count(
    board: Scoreboard, report: LabelledReport, observations: Sequence[Observation], metrics: Collection[str]
) -> None:
    alignment = align(report, observations, metrics)
    for label, answer, wrong in alignment.found:
        board.of(label.metric).add(Tally(support=1, found=1, exact=int(not wrong)))
        board.slot_errors.update(wrong)
        board.judged.append(Judged(answer.confidence, True, not wrong))
    for label in alignment.missed:
        board.of(label.metric).add(Tally(support=1))
    for observation in alignment.extra:
        board.of(observation.metric).add(Tally(extra=1))
        board.judged.append(Judged(observation.confidence, False, False))


def _mean(right: int, read: int, support: int) -> float:
    return 2 * right / (read + support) if read + support else 0.0
