"""Time a function over a corpus, each time right beside the bare scan for numbers.

The two are timed in turns, so that a machine that slows down slows both and their ratio
stands. What is counted is the processor time of this process: neighbours do not count.
"""

from __future__ import annotations

import gc
import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time

from tests.benchmarks.corpora import Corpus

Work = Callable[[str], object]

_NUMBER = re.compile("[0-9][0-9.,]*")
_LEAST_SCAN = 0.01
"""Seconds that the bare scan is repeated for within a round: a single pass is too short for the clock."""
_LEAST_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """What a function takes, as the median of its rounds."""

    ms_per_document: float
    mb_per_second: float
    ratio: float
    """How many times the bare scan of the same texts in the same round."""
    rounds: int
    refused: int
    """Texts of a round at which the function raised an exception."""


def bare_scan(text: str) -> None:
    """Find the numbers and do nothing with them: what any extractor must do at least."""
    for _ in _NUMBER.finditer(text):
        pass


def scan_seconds(texts: Sequence[str]) -> float:
    """Return the seconds that one bare scan of ``texts`` takes now."""
    passes = 0
    start = process_time()
    while (spent := process_time() - start) < _LEAST_SCAN or not passes:
        for text in texts:
            bare_scan(text)
        passes += 1
    return spent / passes


def time_work(work: Work, corpus: Corpus, rounds: int, budget: float = 60.0) -> Timing:
    """Time ``work`` on each text of the corpus.

    Args:
        work: called once a text and round.
        corpus: its texts get new figures for each round.
        rounds: how many rounds at most, one more for warming up apart.
        budget: seconds after which no further round is begun, three done.
    """
    _run(work, corpus.renewed(0))
    seconds: list[float] = []
    ratios: list[float] = []
    refused = 0
    for turn in range(1, rounds + 1):
        texts = corpus.renewed(turn)
        gc.collect()
        before = scan_seconds(texts)
        spent, refused = _run(work, texts)
        bare = (before + scan_seconds(texts)) / 2
        seconds.append(spent)
        ratios.append(spent / bare)
        if turn >= _LEAST_ROUNDS and sum(seconds) > budget:
            break
    median = statistics.median(seconds)
    return Timing(
        ms_per_document=median / len(corpus.texts) * 1e3,
        mb_per_second=corpus.megabytes / median,
        ratio=statistics.median(ratios),
        rounds=len(seconds),
        refused=refused,
    )


def time_bare_scan(corpus: Corpus, rounds: int) -> Timing:
    """Time the bare scan itself, whose ratio is 1 by definition."""
    median = statistics.median(scan_seconds(corpus.renewed(turn)) for turn in range(1, rounds + 1))
    return Timing(median / len(corpus.texts) * 1e3, corpus.megabytes / median, 1.0, rounds, 0)


def _run(work: Work, texts: Sequence[str]) -> tuple[float, int]:
    """Return the seconds spent, and at how many texts ``work`` raised."""
    refused = 0
    start = process_time()
    for text in texts:
        try:
            work(text)
        except Exception:  # a peer that breaks on a text keeps its row; the extractor's own must be 0
            refused += 1
    return process_time() - start, refused
