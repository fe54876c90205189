"""The catalogue's words around a number, each with the weight that its place gives it.

A word beside the number counts by its nearness; a word elsewhere in the sentence, in the
sentence before or in the heading only says what the number is about. What belongs here:
places and weights. What does not: the rules that look for the words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from extractors.lexicon import Hit, load_lexicon
from extractors.mentions import Mention, Span
from extractors.outline import Outline, Section

_HALF_DISTANCE = 10.0
"""Characters between word and number at which the word counts half."""
_RIGHT_WEIGHT = 0.8
_BEHIND_WEIGHT = 0.6
_PARTS_WEIGHT = 0.2
_ELSEWHERE_WEIGHT = 0.4
_LONGEST = 4
"""A longer word says no more of what a sentence is about."""


class Place(NamedTuple):
    """Where a word stands beside a number and what it counts there."""

    weight: float
    span: Span


def _nearness(distance: int) -> float:
    return 1.0 / (1.0 + distance / _HALF_DISTANCE)


class Surroundings:
    """Finds and weighs the catalogue's words around the numbers of one view."""

    def __init__(self, view: str, outline: Outline) -> None:
        """``outline`` must be that of ``view``."""
        self._view = view
        self._outline = outline
        self._hits: dict[Span, list[Hit]] = {}
        self._headings: dict[int, dict[str, float]] = {}

    def words(self, sentence: Span) -> list[Hit]:
        """Return the catalogue's words in a sentence, in order of their start."""
        hits = self._hits.get(sentence)
        if hits is None:
            hits = self._hits[sentence] = load_lexicon().find(self._view, *sentence)
        return hits

    def beside(self, mention: Mention, windows: Iterable[Span]) -> dict[str, Place]:
        """Return the words in ``windows`` with the place where each counts most."""
        hits = self.words(mention.sentence)
        found: dict[str, Place] = {}
        for start, end in windows:
            for i in range(bisect_left(hits, (start,)), len(hits)):
                hit = hits[i]
                if hit.start >= end:
                    break
                if hit.end <= end:
                    weight = _weight_beside(hit, mention)
                    if hit.word not in found or weight > found[hit.word].weight:
                        found[hit.word] = Place(weight, (hit.start, hit.end))
        return found

    def about(self, mention: Mention) -> dict[str, float]:
        """Return the words that say what the number is about, with their weights."""
        weights = dict(self._heading(mention.section))
        for hit in self._sentence_before(mention):
            weights[hit.word] = _ELSEWHERE_WEIGHT * min(len(hit.word), _LONGEST)
        return weights | self._in_sentence(mention, len(self._view))

    def leading(self, mention: Mention) -> dict[str, float]:
        """Return the words of the sentence that stand before the number, with their weights."""
        return self._in_sentence(mention, mention.lead)

    def _in_sentence(self, mention: Mention, limit: int) -> dict[str, float]:
        weights: dict[str, float] = {}
        parts = self._view.find("其中", mention.stop, mention.sentence[1])
        for _, end, word in self.words(mention.sentence):
            if end > limit:
                continue
            if end <= mention.lead:
                place = 0.6 + 0.4 * _nearness(mention.lead - end)
            else:  # …31次，其中专题研究5次: words behind 其中 speak of the parts
                place = _PARTS_WEIGHT if 0 <= parts < end else _BEHIND_WEIGHT
            weight = place * min(len(word), _LONGEST)
            if weight > weights.get(word, 0.0):
                weights[word] = weight
        return weights

    def _sentence_before(self, mention: Mention) -> list[Hit]:
        start = mention.sentence[0]
        before = self._outline.sentence_at(start - 1) if start else mention.sentence
        return self.words(before) if before[0] >= mention.section.start else []

    def _heading(self, section: Section) -> Mapping[str, float]:
        if section.start not in self._headings:
            end = section.start + len(section.heading)
            found = load_lexicon().find(self._view, section.start, end)
            weights = {h.word: _ELSEWHERE_WEIGHT * min(len(h.word), _LONGEST) for h in found}
            self._headings[section.start] = weights
        return self._headings[section.start]


def _weight_beside(hit: Hit, mention: Mention) -> float:
    if hit.start >= mention.stop:
        return _RIGHT_WEIGHT * _nearness(hit.start - mention.stop)
    return _nearness(max(0, mention.lead - hit.end))
