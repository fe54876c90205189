"""Paragraphs of a draft that are last year's: word for word, or but for their numbers.

What belongs here: two texts side by side. What does not: how much of a published report is repeated
(``sql/findings``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from warehouse.drafts.finding import DraftFinding, found
from warehouse.drafts.papers import Paper

_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_NUMBER = re.compile(r"\d[\d,.]*")
_MARKS = re.compile(r"[\s|*#_>-]+")
_LEAST_LETTERS = 40
"""Shorter paragraphs are headings and set phrases."""
_LEAST_SENTENCE = 6
_SHARE = 0.9
"""So many of its letters stand in sentences of last year: one word put in makes no new paragraph."""


@dataclass(frozen=True, slots=True)
class _Sentences:
    exact: frozenset[str]
    patterns: frozenset[str]


def copied_paragraphs(paper: Paper, before: Paper) -> Iterator[DraftFinding]:
    """Yield the paragraphs that last year's report has, too."""
    known = _sentences_of(before)
    for match in _PARAGRAPH.finditer(paper.layout.view):
        sentences = _split(match.group())
        if sum(map(len, sentences)) < _LEAST_LETTERS:
            continue
        at = paper.span(*match.span())
        if _share(sentences, known.exact) >= _SHARE:
            yield found(paper, "copied_paragraph", at=at)
        elif _share([_pattern(sentence) for sentence in sentences], known.patterns) >= _SHARE:
            yield found(paper, "copied_but_numbers", at=at)


def _sentences_of(paper: Paper) -> _Sentences:
    exact = [sentence for line in paper.layout.view.split("\n") for sentence in _split(line)]
    long = [sentence for sentence in exact if len(sentence) >= _LEAST_SENTENCE]
    return _Sentences(frozenset(long), frozenset(map(_pattern, long)))


def _split(paragraph: str) -> list[str]:
    pieces = (_MARKS.sub("", unicodedata.normalize("NFKC", piece)) for piece in _SENTENCE.findall(paragraph))
    return [piece for piece in pieces if piece]


def _pattern(sentence: str) -> str:
    return _NUMBER.sub("#", sentence)


def _share(sentences: list[str], known: frozenset[str]) -> float:
    letters = sum(map(len, sentences))
    return sum(len(sentence) for sentence in sentences if sentence in known) / letters if letters else 0.0
