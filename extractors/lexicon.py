"""Find the catalogue's words in a stretch of text: one pass, a dictionary look-up a character.

What belongs here: which words stand where. What does not: what they mean for a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from extractors.catalogue import Compound, load_catalogue


class Hit(NamedTuple):
    """A word of the catalogue at a place of the view."""

    start: int
    end: int
    word: str


class Lexicon:
    """All words that some rule looks for, by their first three characters."""

    def __init__(self, words: frozenset[str], compounds: Mapping[str, Compound]) -> None:
        """Index ``words``; a word inside one of ``compounds``, or that runs into one, is no hit."""
        self._compounds = compounds
        every = sorted(words | compounds.keys(), key=lambda w: (-len(w), w))
        self._short = frozenset(w for w in every if len(w) <= 2)
        self._long: dict[str, tuple[str, ...]] = {}
        for word in every:
            if len(word) > 2:
                self._long[word[:3]] = (*self._long.get(word[:3], ()), word)
        self._starts = frozenset(w[:2] for w in every)

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """Return every word in ``text[start:end]``, overlaps included, in order of their start."""
        hits: list[Hit] = []
        covered, kept = start, frozenset[str]()  # end of the last compound, and what counts inside it
        starts, short, long = self._starts, self._short, self._long
        places = [i for i in range(start, end) if text[i : i + 2] in starts or text[i] in short]
        for i in places:
            found = [w for w in long.get(text[i : i + 3], ()) if text.startswith(w, i)]
            found += [w for w in (text[i : i + 2], text[i]) if w in short]
            for word in found:
                stop = i + len(word)
                if stop > end:
                    continue
                if compound := self._compounds.get(word):
                    if stop < len(text) and text[stop] in compound.not_before:
                        continue
                    covered, kept = stop, compound.keep
                    hits = [h for h in hits if not h.start < i < h.end <= stop or h.word in kept]
                elif i < covered and stop <= covered and word not in kept:
                    continue
                hits.append(Hit(i, stop, word))
        return hits


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon of the catalogue, built once a process."""
    catalogue = load_catalogue()
    return Lexicon(catalogue.words, catalogue.compounds)
