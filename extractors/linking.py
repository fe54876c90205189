"""Choose the metric of a number from the words around it.

Every rule that a word beside the number brings into play is held against unit, words and
context; the one with the longest, nearest words wins. Where none fits, the number keeps no
metric: abstention is a result. What belongs here: rules applied to windows. What does not:
status, period, parts and wholes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.catalogue import Catalogue, Rule, load_catalogue
from extractors.lexicon import Hit, load_lexicon
from extractors.mentions import Mention, Span
from extractors.outline import Outline

_HALF_DISTANCE = 10.0
"""Characters between word and number at which the word counts half."""
_RIGHT_WEIGHT = 0.8
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


class Linker:
    """Applies the catalogue to the windows of one view."""

    def __init__(self, view: str, outline: Outline, is_authority: bool) -> None:
        """Prepare for ``view``; ``is_authority`` says that the issuer decides reconsiderations."""
        self.catalogue: Catalogue = load_catalogue()
        self._view = view
        self._outline = outline
        self._issuer = "authority" if is_authority else "respondent"
        self._hits: dict[Span, list[Hit]] = {}
        self._heading_words: dict[int, frozenset[str]] = {}

    def hits(self, sentence: Span) -> list[Hit]:
        """Return the catalogue's words in a sentence."""
        if sentence not in self._hits:
            self._hits[sentence] = load_lexicon().find(self._view, *sentence)
        return self._hits[sentence]

    def choose(
        self, mention: Mention, unit: str, near: Sequence[Span], earlier: Sequence[str]
    ) -> Choice | None:
        """Return the metric of a number whose words stand in ``near``, or None.

        Args:
            mention: the number and its sentence.
            unit: its measure word; ``ANY_UNIT`` where it has none because it is a zero in words.
            near: the stretches of the view beside the number.
            earlier: metrics of the numbers before it in the sentence, nearest last.
        """
        windows = [*near, mention.right] if mention.right else list(near)
        summed_up = self._summed_up(near[-1]) if near else None
        choice = self._choose_in([summed_up], mention, unit, earlier, False) if summed_up else None
        if mention.stands_alone and mention.right and near == mention.near:
            choice = choice or self._choose_in([mention.right], mention, unit, earlier, False)
        choice = choice or self._choose_in(windows, mention, unit, earlier, near == mention.near)
        if choice is None and mention.right is None and mention.open_right:
            return self._choose_in([*near, mention.open_right], mention, unit, earlier, False)
        return choice

    def _summed_up(self, span: Span) -> Span | None:
        """Return the words behind 等: 合同审查、法律咨询等法律事务 counts the last."""
        at = self._view.rfind("等", *span)
        return (at + 1, span[1]) if at >= 0 and span[1] - at > 2 else None

    def choose_zero(self, mention: Mention, near: Span) -> Choice | None:
        """Return the metric of a nought that is stated in words, among those that can be nought."""
        beside = self._beside(mention, [near])
        metrics = self.catalogue.metrics
        scores = self._score_all(mention, ANY_UNIT, beside, [])
        return self._pick({r: s for r, s in scores.items() if metrics[r.metric].can_be_zero}, beside)

    def _choose_in(
        self, windows: Sequence[Span], mention: Mention, unit: str, earlier: Sequence[str], may_be_bare: bool
    ) -> Choice | None:
        beside = self._beside(mention, windows)
        scores = self._score_all(mention, unit, beside, earlier)
        if mention.is_bare and may_be_bare:
            scores |= self._score_bare(unit, earlier)
        return self._pick(scores, beside)

    def _beside(self, mention: Mention, windows: Iterable[Span]) -> dict[str, tuple[float, Span]]:
        """Return the words in the windows with their nearest place and its weight."""
        beside: dict[str, tuple[float, Span]] = {}
        spans = list(windows)
        for hit in self.hits(mention.sentence):
            if not any(a <= hit.start and hit.end <= b for a, b in spans):
                continue
            if hit.start >= mention.stop:
                weight = _RIGHT_WEIGHT * _nearness(hit.start - mention.stop)
            else:
                weight = _nearness(max(0, mention.lead - hit.end))
            if weight > beside.get(hit.word, (0.0,))[0]:
                beside[hit.word] = (weight, (hit.start, hit.end))
        return beside

    def _score_all(
        self, mention: Mention, unit: str, beside: dict[str, tuple[float, Span]], earlier: Sequence[str]
    ) -> dict[Rule, float]:
        scores: dict[Rule, float] = {}
        for word in beside:
            for rule in self.catalogue.rules_by_word.get(word, ()):
                if rule not in scores and self._fits(rule, unit, beside, mention):
                    score = self._score(rule, beside, mention, earlier)
                    if score is not None:
                        scores[rule] = score
        return scores

    def _fits(self, rule: Rule, unit: str, beside: dict[str, tuple[float, Span]], mention: Mention) -> bool:
        if unit not in rule.units and unit != ANY_UNIT:
            return False
        if rule.issuer and rule.issuer != self._issuer:
            return False
        if any(word in beside for word in rule.excluded):
            return False
        return not rule.unless or not any(hit.word in rule.unless for hit in self.hits(mention.sentence))

    def _score(
        self, rule: Rule, beside: dict[str, tuple[float, Span]], mention: Mention, earlier: Sequence[str]
    ) -> float | None:
        score = rule.priority + _best(rule.near, beside)
        if rule.near2:
            second = _best(rule.near2, beside)
            if not second:
                return None
            score += _NEAR2_WEIGHT * second
        if rule.context:
            context = max(_best(rule.context, beside), self._context(rule.context, mention))
            if not context:
                return None
            score += _CONTEXT_WEIGHT * context
        if rule.led_by:
            leading = max(_best(rule.led_by, beside), self._context(rule.led_by, mention, leading=True))
            if not leading:
                return None
            score += _CONTEXT_WEIGHT * leading
        if rule.after:
            nearest = _after(rule.after, earlier)
            if not nearest:
                return None
            score += nearest
        return score

    def _context(self, words: frozenset[str], mention: Mention, leading: bool = False) -> float:
        """Return the weight of the best of ``words`` in the sentence, its heading or the sentence before."""
        best = 0.0
        for hit in self.hits(mention.sentence):
            if hit.word in words and (not leading or hit.end <= mention.lead):
                weight = 0.6 if hit.end > mention.lead else 0.7 + 0.3 * _nearness(mention.lead - hit.end)
                best = max(best, weight * min(len(hit.word), 4))
        if best or leading:
            return best
        start = mention.sentence[0]
        before = self._outline.sentence_at(start - 1) if start else mention.sentence
        if before[0] >= mention.section.start:
            best = max((0.4 * min(len(h.word), 4) for h in self.hits(before) if h.word in words), default=0.0)
        heading = self._words_of_heading(mention)
        return max([best, *(0.4 * min(len(w), 4) for w in heading & words)])

    def _words_of_heading(self, mention: Mention) -> frozenset[str]:
        section = mention.section
        if section.start not in self._heading_words:
            end = section.start + len(section.heading)
            found = load_lexicon().find(self._view, section.start, end)
            self._heading_words[section.start] = frozenset(h.word for h in found)
        return self._heading_words[section.start]

    def _score_bare(self, unit: str, earlier: Sequence[str]) -> dict[Rule, float]:
        return {
            rule: rule.priority + nearest
            for rule in self.catalogue.bare_rules
            if unit in rule.units and (nearest := _after(rule.after, earlier))
        }

    def _pick(self, scores: dict[Rule, float], beside: dict[str, tuple[float, Span]]) -> Choice | None:
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0].name))
        if not ranked or ranked[0][1] < _LEAST_SCORE:
            return None
        rule, score = ranked[0]
        rival = next((s for r, s in ranked if r.metric != rule.metric), 0.0)
        if rival == score:
            return None
        named = rule.near | rule.near2
        words = tuple(span for word, (_, span) in beside.items() if word in named)
        return Choice(rule.metric, rule, score, score - rival, words)


def _nearness(distance: int) -> float:
    return 1.0 / (1.0 + distance / _HALF_DISTANCE)


def _best(words: frozenset[str], beside: dict[str, tuple[float, Span]]) -> float:
    return max((weight * len(word) for word, (weight, _) in beside.items() if word in words), default=0.0)


def _after(wanted: frozenset[str], earlier: Sequence[str]) -> float:
    """Return 2 where the number before is one of the wanted metrics, 1 where an earlier one is, else 0."""
    for steps, metric in enumerate(reversed(earlier)):
        if metric in wanted:
            return 2.0 if steps == 0 else 1.0
    return 0.0
