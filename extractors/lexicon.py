"""Find the catalogue's words in a stretch of text: one pass, a look-up only where a word can begin.

What belongs here: which words stand where. What does not: what they mean for a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from extractors.catalogue import Compound, load_catalogue

Hit = tuple[int, int, str]
"""Start, end and word: a word of the catalogue at a place of the view."""
_Known = tuple[str, int, Compound | None]
"""A word, its length, and the compound that it is, if it is one."""


class Lexicon:
    """All words that some rule looks for, by how they begin."""

    def __init__(self, words: frozenset[str], compounds: Mapping[str, Compound]) -> None:
        """Index ``words``; a word inside one of ``compounds``, or that runs into one, is no hit."""
        every = sorted(words.union(compounds), key=lambda w: (-len(w), w))
        known = {word: (word, len(word), compounds.get(word)) for word in every}
        self._begins = _beginnings(every)
        self._longest = max(map(len, every), default=0)
        self._all_in = {
            word: tuple(known[word[:n]] for n in range(len(word), 0, -1) if word[:n] in known)
            for word in {*every, *(word[:2] for word in every)}
        }
        """A word with the words that it begins with, the longest first: where it stands, they stand."""
        self._long: dict[str, tuple[str, ...]] = {}
        for word in every:
            if len(word) > 2:
                self._long[word[:3]] = (*self._long.get(word[:3], ()), word)

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """Return every word in ``text[start:end]``, overlaps included, in order of their start."""
        hits: list[Hit] = []
        covered, kept = start, frozenset[str]()  # end of the last compound, and what counts inside it
        all_in, long = self._all_in, self._long
        for match in self._begins.finditer(text, start, end):
            at = match.start()
            two = text[at : at + 2]
            known = all_in.get(two)
            if known is None:
                known = all_in.get(two[0], ())
            else:
                for word in long.get(text[at : at + 3], ()):
                    if text.startswith(word, at):
                        known = all_in[word]
                        break
            for word, length, compound in known:
                stop = at + length
                if stop > end:
                    continue
                if compound is not None:
                    if stop < len(text) and text[stop] in compound.not_before:
                        continue
                    covered, kept = stop, compound.keep
                    self._drop_syllables(hits, at, stop, kept)
                elif stop <= covered and word not in kept:
                    continue
                hits.append((at, stop, word))
        return hits

    def _drop_syllables(self, hits: list[Hit], start: int, end: int, kept: frozenset[str]) -> None:
        """Take out of ``hits`` the words that run into the compound at ``start``, but those it keeps."""
        first = len(hits)
        while first and hits[first - 1][0] > start - self._longest:
            first -= 1
        hits[first:] = [h for h in hits[first:] if not h[0] < start < h[1] <= end or h[2] in kept]


def _beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for the first character of every word; it rules out most others at little cost."""
    words = list(words)
    first = {word[0] for word in words}
    second = {word[1] for word in words if len(word) > 1}
    single = {word for word in words if len(word) == 1} or {"\0"}
    begin, follow, alone = ("[" + "".join(map(re.escape, sorted(s))) + "]" for s in (first, second, single))
    return re.compile(f"{begin}(?:(?={follow})|(?<={alone}))")


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon of the catalogue, built once a process."""
    catalogue = load_catalogue()
    return Lexicon(catalogue.words, catalogue.compounds)
