"""The catalogue's words around a number, each with the weight that its place gives it.

A word beside the number counts by its nearness; a word elsewhere in the sentence, in the
sentence before or in the heading only says what the number is about. What belongs here:
places and weights. What does not: the rules that look for the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Set

from extractors.lexicon import Hit, load_lexicon
from extractors.mentions import Mention, Span
from extractors.outline import Outline

_HALF_DISTANCE = 10.0
"""Characters between word and number at which the word counts half."""
_RIGHT_WEIGHT = 0.8
_BEHIND_WEIGHT = 0.6
_PARTS_WEIGHT = 0.2
_ELSEWHERE_WEIGHT = 0.4
_LONGEST = 4
"""A longer word says no more of what a sentence is about."""
_MOST_ELSEWHERE = _ELSEWHERE_WEIGHT * _LONGEST


Place = tuple[float, int, int]
"""What a word beside a number counts there, by its length and nearness; where it begins and ends."""


class _Sentence:
    """The catalogue's words of one sentence: in order, and each with the ends of its occurrences."""

    def __init__(self, hits: list[Hit]) -> None:
        self.hits = hits
        self.ends: dict[str, list[int]] = {}
        for _, end, word in hits:
            if word in self.ends:
                self.ends[word].append(end)
            else:
                self.ends[word] = [end]


def _nearness(distance: int) -> float:
    return 1.0 / (1.0 + distance / _HALF_DISTANCE)


def _of_length(word: str) -> int:
    return min(len(word), _LONGEST)


class Surroundings:
    """Finds and weighs the catalogue's words around the numbers of one view."""

    def __init__(self, view: str, outline: Outline) -> None:
        """``outline`` must be that of ``view``."""
        self._view = view
        self._outline = outline
        self._lexicon = load_lexicon()
        self._sentences: dict[Span, _Sentence] = {}

    def beside(self, mention: Mention, windows: Iterable[Span]) -> dict[str, Place]:
        """Return the words in ``windows`` with the place where each counts most."""
        hits = self._sentence(mention.sentence).hits
        lead, stop = mention.lead, mention.stop
        found: dict[str, Place] = {}
        for start, end in windows:
            for i in range(bisect_left(hits, (start,)), len(hits)):
                at, behind, word = hits[i]
                if at >= end:
                    break
                if behind > end:
                    continue
                if at >= stop:
                    nearness = _RIGHT_WEIGHT * _nearness(at - stop)
                else:
                    nearness = _nearness(lead - behind) if behind < lead else 1.0
                weight = nearness * len(word)
                if word not in found or weight > found[word][0]:
                    found[word] = (weight, at, behind)
        return found

    def about(self, mention: Mention, words: Set[str]) -> float:
        """Return how much the most telling of ``words`` says of what the number is about, 0 for none."""
        here = self._sentence(mention.sentence).ends
        weights = (self._weight_here(mention, word, here[word]) for word in words & here.keys())
        most = max(weights, default=0.0)
        if most < _MOST_ELSEWHERE:
            for word in words:
                weight = _ELSEWHERE_WEIGHT * _of_length(word)
                if weight > most and word not in here and self._stands_elsewhere(mention, word):
                    most = weight
        return most

    def leading(self, mention: Mention, words: Set[str]) -> float:
        """Return the same of those that stand in the sentence before the number."""
        here, lead = self._sentence(mention.sentence).ends, mention.lead
        led_by = [word for word in words & here.keys() if here[word][0] <= lead]
        return max((self._weight_here(mention, word, here[word]) for word in led_by), default=0.0)

    def _weight_here(self, mention: Mention, word: str, ends: list[int]) -> float:
        """Return what the occurrence counts that counts most: the last before the number, else the first."""
        before = bisect_right(ends, mention.lead)
        if before:
            place = 0.6 + 0.4 * _nearness(mention.lead - ends[before - 1])
        else:  # …31次，其中专题研究5次: words behind 其中 speak of the parts
            parts = self._view.find("其中", mention.stop, mention.sentence[1])
            place = _PARTS_WEIGHT if 0 <= parts < ends[0] else _BEHIND_WEIGHT
        return place * _of_length(word)

    def _sentence(self, span: Span) -> _Sentence:
        found = self._sentences.get(span)
        if found is None:
            found = self._sentences[span] = _Sentence(self._lexicon.find(self._view, *span))
        return found

    def _stands_elsewhere(self, mention: Mention, word: str) -> bool:
        """Whether a word stands in the heading, or in the sentence before, if it is of the same section."""
        section, start = mention.section, mention.sentence[0]
        heading = section.start, section.start + len(section.heading)
        if self._view.find(word, *heading) >= 0 and word in self._sentence(heading).ends:
            return True
        if start <= section.start:
            return False
        before = self._outline.sentence_at(start - 1)
        return self._view.find(word, *before) >= 0 and word in self._sentence(before).ends
