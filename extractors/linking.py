"""Choose the metric of a number from the words around it.

Every rule that a word beside the number brings into play is held against unit, words and
context; the one with the longest, nearest words wins. Where none fits, the number keeps no
metric: abstention is a result. What belongs here: rules applied to windows. What does not:
status, period, parts and wholes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.catalogue import Catalogue, Rule, load_catalogue
from extractors.mentions import Mention, Span
from extractors.outline import Outline
from extractors.surroundings import Place, Surroundings

_NEAR2_WEIGHT = 0.6
_CONTEXT_WEIGHT = 0.5
_LEAST_SCORE = 0.8
ANY_UNIT = "*"
"""Stands for the missing unit of a zero that is stated in words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The metric chosen for a number, and how clear the choice was."""

    metric: str
    rule: Rule
    score: float
    margin: float
    """Lead over the best rule of another metric."""
    words: tuple[Span, ...]
    """Where the words stand by which the rule was recognised."""


class _Question:
    """One number for which a metric is sought; what its rules may ask is found when asked for."""

    def __init__(
        self, surroundings: Surroundings, mention: Mention, unit: str, earlier: Sequence[str]
    ) -> None:
        self._surroundings = surroundings
        self.mention = mention
        self.unit = unit
        self.earlier = earlier

    @cached_property
    def about(self) -> Mapping[str, float]:
        return self._surroundings.about(self.mention)

    @cached_property
    def leading(self) -> Mapping[str, float]:
        return self._surroundings.leading(self.mention)


class Linker:
    """Applies the catalogue to the windows of one view."""

    def __init__(self, view: str, outline: Outline, is_authority: bool) -> None:
        """Prepare for ``view``; ``is_authority`` says that the issuer decides reconsiderations."""
        self._catalogue: Catalogue = load_catalogue()
        self._view = view
        self._surroundings = Surroundings(view, outline)
        self._issuer = "authority" if is_authority else "respondent"

    def choose(
        self, mention: Mention, unit: str, near: Sequence[Span], earlier: Sequence[str]
    ) -> Choice | None:
        """Return the metric of a number whose words stand in ``near``, or None.

        Args:
            mention: the number and its sentence.
            unit: its measure word, empty where it has none.
            near: the stretches of the view beside the number.
            earlier: metrics of the numbers before it in the sentence, nearest last.
        """
        question = _Question(self._surroundings, mention, unit, earlier)
        is_own = near == mention.near
        if near and (summed_up := self._summed_up(near[-1])):
            beside = self._surroundings.beside(mention, [summed_up])
            if choice := _pick(self._scores(question, beside, _needs_no_context), beside):
                return choice
        for windows in self._windows(mention, near, is_own):
            may_be_bare = mention.is_bare and is_own
            if choice := self._answer(question, windows, may_be_bare=may_be_bare):
                return choice
        return None

    def choose_zero(self, mention: Mention, near: Span) -> Choice | None:
        """Return the metric of a nought that is stated in words, among those that can be nought."""
        question = _Question(self._surroundings, mention, ANY_UNIT, ())
        beside = self._surroundings.beside(mention, [near])
        metrics = self._catalogue.metrics
        return _pick(self._scores(question, beside, lambda rule: metrics[rule.metric].can_be_zero), beside)

    def _windows(self, mention: Mention, near: Sequence[Span], is_own: bool) -> list[list[Span]]:
        """Return the windows to try, the most telling first."""
        tries: list[list[Span]] = []
        if is_own and mention.stands_alone and mention.right:
            tries.append([mention.right])
        tries.append([*near, mention.right] if mention.right else list(near))
        if mention.open_right:
            tries.append([*near, mention.open_right])
        return tries

    def _summed_up(self, span: Span) -> Span | None:
        """Return the words behind 等: 合同审查、法律咨询等法律事务 counts the last."""
        at = self._view.rfind("等", *span)
        return (at + 1, span[1]) if at >= 0 and span[1] - at > 2 else None

    def _answer(self, question: _Question, windows: Sequence[Span], *, may_be_bare: bool) -> Choice | None:
        beside = self._surroundings.beside(question.mention, windows)
        scores = self._scores(question, beside)
        if may_be_bare:
            scores |= self._scores_of_bare(question)
        return _pick(scores, beside)

    def _scores(
        self,
        question: _Question,
        beside: Mapping[str, Place],
        admits: Callable[[Rule], bool] = lambda _: True,
    ) -> dict[Rule, float]:
        scores: dict[Rule, float] = {}
        for word in beside:
            for rule in self._catalogue.rules_by_word.get(word, ()):
                if rule not in scores and self._fits(rule, question, beside) and admits(rule):
                    score = _score(rule, question, beside)
                    if score:
                        scores[rule] = score
        return scores

    def _fits(self, rule: Rule, question: _Question, beside: Mapping[str, Place]) -> bool:
        if question.unit not in rule.units and question.unit != ANY_UNIT:
            return False
        if rule.issuer and rule.issuer != self._issuer:
            return False
        if not rule.excluded.isdisjoint(beside):
            return False
        return not rule.unless or rule.unless.isdisjoint(question.leading)

    def _scores_of_bare(self, question: _Question) -> dict[Rule, float]:
        return {
            rule: rule.priority + nearest
            for rule in self._catalogue.bare_rules
            if question.unit in rule.units and (nearest := _after(rule.after, question.earlier))
        }


def _needs_no_context(rule: Rule) -> bool:
    return not (rule.context or rule.led_by or rule.after)


def _score(rule: Rule, question: _Question, beside: Mapping[str, Place]) -> float:
    """Return what speaks for a rule, 0 where one of its conditions is not met."""
    parts = [rule.priority, _best(rule.near, beside)]
    if rule.near2:
        parts.append(_NEAR2_WEIGHT * _best(rule.near2, beside))
    if rule.context:
        parts.append(_CONTEXT_WEIGHT * max(_best(rule.context, beside), _most(rule.context, question.about)))
    if rule.led_by:
        parts.append(_CONTEXT_WEIGHT * max(_best(rule.led_by, beside), _most(rule.led_by, question.leading)))
    if rule.after:
        parts.append(_after(rule.after, question.earlier))
    return sum(parts) if all(parts[1:]) else 0.0


def _pick(scores: Mapping[Rule, float], beside: Mapping[str, Place]) -> Choice | None:
    """Return the best rule's metric, or None where it is too weak or level with another's."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0].name))
    if not ranked or ranked[0][1] < _LEAST_SCORE:
        return None
    rule, score = ranked[0]
    rival = next((s for r, s in ranked if r.metric != rule.metric), 0.0)
    if rival == score:
        return None
    named = rule.near | rule.near2
    words = tuple(place.span for word, place in beside.items() if word in named)
    return Choice(rule.metric, rule, score, score - rival, words)


def _best(words: frozenset[str], beside: Mapping[str, Place]) -> float:
    return max((beside[word].weight * len(word) for word in words.intersection(beside)), default=0.0)


def _most(words: frozenset[str], weights: Mapping[str, float]) -> float:
    return max((weights[word] for word in words.intersection(weights)), default=0.0)


def _after(wanted: frozenset[str], earlier: Sequence[str]) -> float:
    """Return 2 where the number before is one of the wanted metrics, 1 where an earlier one is, else 0."""
    for steps, metric in enumerate(reversed(earlier)):
        if metric in wanted:
            return 2.0 if steps == 0 else 1.0
    return 0.0
