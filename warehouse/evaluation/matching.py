"""Which observation answers which label of a report, and in which slots it differs.

An observation answers a label when metric and value agree and both stand at one place. Each answers one label
at most; the nearest in the other slots is taken.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from extractors.records import Observation
from warehouse.evaluation.labels import Label, LabelledReport

_SLACK = 8
"""An observation may be this much longer than the labelled numeral: its unit, spaces."""


@dataclass(slots=True)
class Alignment:
    """What came of one report's labels and observations."""

    found: list[tuple[Label, Observation, tuple[str, ...]]] = field(default_factory=list)
    """Label, the observation that answers it, and the slots that are wrong."""
    missed: list[Label] = field(default_factory=list)
    extra: list[Observation] = field(default_factory=list)
    """Observations that no label asks for."""


def align(
    report: LabelledReport, observations: Sequence[Observation], metrics: Collection[str]
) -> Alignment:
    """Match a report's observations of ``metrics`` with its labels."""
    free = [o for o in observations if o.metric in metrics and o.status != "norm" and _quotes(o, report.text)]
    labels = [label for label in report.facts if label.metric]
    wholes = {label.metric: {label.metric, *label.alternatives} for label in labels}
    answers: dict[int, Observation] = {}
    for own in (True, False):  # the labelled metric first; an alternative only where no label wants it
        for position, label in enumerate(labels):
            accepted = {label.metric} if own else set(label.alternatives)
            fitting = [o for o in free if position not in answers and _agrees(o, label, accepted)]
            if fitting:
                answers[position] = min(fitting, key=lambda o: len(wrong_slots(o, label, wholes)))
                free.remove(answers[position])
    result = Alignment()
    for position, label in enumerate(labels):
        if position in answers:
            answer = answers[position]
            result.found.append((label, answer, wrong_slots(answer, label, wholes)))
        else:
            result.missed.append(label)
    result.extra = [o for o in free if not _is_left_open(o, report, result)]
    return result


def wrong_slots(
    observation: Observation, label: Label, wholes: dict[str | None, set[str | None]]
) -> tuple[str, ...]:
    """Return the slots beyond metric and value in which an observation is not as labelled."""
    period = (observation.period_start, observation.period_end)
    parents = wholes.get(label.of_which, {label.of_which})
    change = observation.yoy
    right = {
        "qualifier": observation.qualifier == label.qualifier,
        "status": observation.status == label.status,
        "period": label.status != "actual" or label.period is None or period == label.period,
        "of_which": observation.of_which in parents,
        "value_max": _equal(observation.value_max, label.value_max),
        "change": _is_same_change((change.value, change.unit) if change else None, label.change),
        "subset": bool(observation.subset) or not label.subset,
        "unit": observation.unit == label.unit or not label.is_unit_written or label.status == "negated_zero",
    }
    return tuple(slot for slot, is_right in right.items() if not is_right)


def _quotes(observation: Observation, text: str) -> bool:
    return observation.start < observation.end and text[observation.start : observation.end] == (
        observation.text
    )


def _overlaps(observation: Observation, label: Label) -> bool:
    return observation.start < label.end and label.start < observation.end


def _agrees(observation: Observation, label: Label, metrics: Collection[str | None]) -> bool:
    length = observation.end - observation.start
    is_tight = label.status == "negated_zero" or length <= len(label.text) + _SLACK
    is_same = observation.metric in metrics and _equal(observation.value, label.value)
    return is_same and is_tight and _overlaps(observation, label)


def _is_left_open(observation: Observation, report: LabelledReport, result: Alignment) -> bool:
    """Whether a reading counts neither way: labelled as open, or a found numeral read for another subset."""
    if any(_overlaps(observation, label) for label in report.optional):
        return True
    found = (label for label, _, _ in result.found)
    return bool(observation.subset) and any(_agrees(observation, label, {label.metric}) for label in found)


def _is_same_change(mine: tuple[float, str] | None, wanted: tuple[float, str | None] | None) -> bool:
    if mine is None or wanted is None:
        return mine is wanted
    return _equal(mine[0], wanted[0]) and wanted[1] in (None, mine[1])


def _equal(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    return math.isclose(first, second, rel_tol=1e-6, abs_tol=1e-6)
