"""Which functions an extraction spends its own time in.

The profiler makes every call dearer, small functions most of all: it shows where to look, and
the table without it shows whether it helped.
"""

from __future__ import annotations

import cProfile
import io
import pstats
from collections.abc import Iterable

from extractors import extract
from tests.benchmarks.corpora import ROOT, Corpus


def own_time(corpora: Iterable[Corpus], top: int = 40, rounds: int = 3) -> str:
    """Return the ``top`` functions by own time over all texts, data loaded before."""
    corpora = list(corpora)
    _read(corpora, 0)
    profiler = cProfile.Profile()
    with profiler:
        for turn in range(1, rounds + 1):
            _read(corpora, turn)
    out = io.StringIO()
    pstats.Stats(profiler, stream=out).sort_stats("tottime").print_stats(top)
    return out.getvalue().replace(f"{ROOT}/", "")


def _read(corpora: Iterable[Corpus], turn: int) -> None:
    for corpus in corpora:
        for text in corpus.renewed(turn):
            extract(text)
