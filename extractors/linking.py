"""Choose the metric of a number from the words around it.

Every rule that a word beside the number brings into play is held against unit, words and
context; the one with the longest, nearest words wins. Where none fits, the number keeps no
metric: abstention is a result. What belongs here: rules applied to windows. What does not:
status, period, parts and wholes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.catalogue import Rule, load_catalogue
from extractors.mentions import Mention, Span
from extractors.outline import Outline
from extractors.surroundings import Place, Surroundings

_NEAR2_WEIGHT = 0.6
_CONTEXT_WEIGHT = 0.5
_LEAST_SCORE = 0.8
NO_UNIT = "*"
"""Stands for the missing unit of a zero that is stated in words."""


class Choice(NamedTuple):
    """The metric chosen for a number, and how clear the choice was."""

    metric: str
    rule: Rule
    score: float
    margin: float
    """Lead over the best rule of another metric."""
    words: tuple[Span, ...]
    """Where the words stand by which the rule was recognised."""


class _Question(NamedTuple):
    """One number for which a metric is sought."""

    mention: Mention
    rules: Mapping[str, Sequence[Rule]]
    """The rules that its measure word and the issuer admit, by the words that bring them into play."""
    earlier: Sequence[str]
    """Metrics of the numbers before it in the sentence, nearest last."""


class Linker:
    """Applies the catalogue to the windows of one view."""

    def __init__(self, view: str, outline: Outline, is_authority: bool) -> None:
        """Prepare for ``view``; ``is_authority`` says that the issuer decides reconsiderations."""
        self._view = view
        self._surroundings = Surroundings(view, outline)
        self._rules = _rules_by_unit("authority" if is_authority else "respondent")

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
        question = _Question(mention, self._rules.get(unit, {}), earlier)
        is_own = near == mention.near
        if near and (summed_up := self._summed_up(near[-1])):
            beside = self._surroundings.beside(mention, [summed_up])
            if choice := _pick(self._scores(question, beside, needs_no_context=True), beside):
                return choice
        bare = _scores_of_bare(unit, earlier) if mention.is_bare and is_own else {}
        for windows in self._windows(mention, near, is_own):
            beside = self._surroundings.beside(mention, windows)
            if choice := _pick(self._scores(question, beside) | bare, beside):
                return choice
        return None

    def choose_zero(self, mention: Mention, near: Span) -> Choice | None:
        """Return the metric of a nought that is stated in words, among those that can be nought."""
        question = _Question(mention, self._rules[NO_UNIT], ())
        beside = self._surroundings.beside(mention, [near])
        return _pick(self._scores(question, beside), beside)

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

    def _scores(
        self, question: _Question, beside: Mapping[str, Place], *, needs_no_context: bool = False
    ) -> dict[Rule, float]:
        scores: dict[Rule, float] = {}
        for word in beside.keys() & question.rules.keys():
            for rule in question.rules[word]:
                if rule in scores or (needs_no_context and not rule.needs_no_context):
                    continue
                if score := self._score(rule, question, beside):
                    scores[rule] = score
        return scores

    def _score(self, rule: Rule, question: _Question, beside: Mapping[str, Place]) -> float:
        """Return what speaks for a rule, 0 where one of its conditions is not met."""
        if not rule.excluded.isdisjoint(beside) or (rule.near2 and rule.near2.isdisjoint(beside)):
            return 0.0
        mention, around = question.mention, self._surroundings
        if rule.unless and around.leading(mention, rule.unless):
            return 0.0
        score = rule.priority + _best(rule.near, beside)
        if rule.near2:
            score += _NEAR2_WEIGHT * _best(rule.near2, beside)
        if rule.context:
            if not (context := max(_best(rule.context, beside), around.about(mention, rule.context))):
                return 0.0
            score += _CONTEXT_WEIGHT * context
        if rule.led_by:
            if not (led_by := max(_best(rule.led_by, beside), around.leading(mention, rule.led_by))):
                return 0.0
            score += _CONTEXT_WEIGHT * led_by
        if rule.after:
            if not (after := _after(rule.after, question.earlier)):
                return 0.0
            score += after
        return score


@lru_cache(maxsize=2)
def _rules_by_unit(issuer: str) -> dict[str, dict[str, list[Rule]]]:
    """Return the rules open to a kind of issuer, by measure word and by the words that bring them in."""
    catalogue = load_catalogue()
    found: dict[str, dict[str, list[Rule]]] = {NO_UNIT: {}}
    for metric in catalogue.metrics.values():
        for rule in metric.rules:
            if rule.issuer not in (None, issuer):
                continue
            for unit in (*rule.units, NO_UNIT) if metric.can_be_zero else rule.units:
                for word in rule.near:
                    found.setdefault(unit, {}).setdefault(word, []).append(rule)
    return found


def _scores_of_bare(unit: str, earlier: Sequence[str]) -> dict[Rule, float]:
    return {
        rule: rule.priority + nearest
        for rule in load_catalogue().bare_rules
        if unit in rule.units and (nearest := _after(rule.after, earlier))
    }


def _pick(scores: Mapping[Rule, float], beside: Mapping[str, Place]) -> Choice | None:
    """Return the best rule's metric, or None where it is too weak or level with another's."""
    if not scores:
        return None
    score = max(scores.values())
    if score < _LEAST_SCORE:
        return None
    rule = min((r for r, s in scores.items() if s == score), key=_name)
    rival = max((s for r, s in scores.items() if r.metric != rule.metric), default=0.0)
    if rival == score:
        return None
    named = rule.near | rule.near2
    words = tuple((start, end) for word, (_, start, end) in beside.items() if word in named)
    return Choice(rule.metric, rule, score, score - rival, words)


def _name(rule: Rule) -> str:
    return rule.name


def _best(words: frozenset[str], beside: Mapping[str, Place]) -> float:
    best = 0.0
    for word in words.intersection(beside):
        weight = beside[word][0]
        if weight > best:
            best = weight
    return best


def _after(wanted: frozenset[str], earlier: Sequence[str]) -> float:
    """Return 2 where the number before is one of the wanted metrics, 1 where an earlier one is, else 0."""
    for steps, metric in enumerate(reversed(earlier)):
        if metric in wanted:
            return 2.0 if steps == 0 else 1.0
    return 0.0
