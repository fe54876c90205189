"""Time the extractor beside the bare scan for numbers and beside its peers.

python -m tests.benchmarks             measure, compare, rewrite docs/benchmarks.md and .json
python -m tests.benchmarks --quick     the extractor and its stages alone; writes nothing
python -m tests.benchmarks --profile   the functions by own time; writes nothing
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from extractors import extract
from tests.benchmarks import caches, results, table
from tests.benchmarks.corpora import MOST_ROUNDS, Corpus, read_corpora
from tests.benchmarks.peers import PEERS, load_peer, requirements, silence
from tests.benchmarks.profiling import own_time
from tests.benchmarks.results import PEER, SCAN, STAGE, WHOLE, Row
from tests.benchmarks.stages import REST, STAGES, stage_shares
from tests.benchmarks.timing import Timing, time_bare_scan, time_work

_BUDGET = 8.0
"""Seconds for a peer and corpus, after which three rounds must do."""


class CachedByContent(Exception):
    """Something that is measured keeps what it has read."""


def measure(corpora: Sequence[Corpus], rounds: int, with_peers: bool) -> list[Row]:
    """Return the rows of all corpora.

    Raises:
        CachedByContent: where a cache of the extractor grows with the texts.
    """
    return [row for corpus in corpora for row in _rows(corpus, rounds, with_peers)]


def _rows(corpus: Corpus, rounds: int, with_peers: bool) -> Iterator[Row]:
    yield Row(corpus.name, SCAN, SCAN, "", time_bare_scan(corpus, rounds))
    whole = _time_extraction(corpus, rounds)
    yield Row(corpus.name, WHOLE, WHOLE, "", whole)
    shares = stage_shares(corpus, rounds)
    for stage in (*STAGES, REST):
        part = _part(whole, shares[stage]) if stage in shares else None
        yield Row(corpus.name, STAGE, stage, "", part, "" if part else "moved: mend STAGES in stages.py")
    for peer in PEERS if with_peers else ():
        loaded = load_peer(peer)
        if isinstance(loaded, str):
            yield Row(corpus.name, PEER, peer.name, "", None, loaded)
            continue
        with silence():
            timing = time_work(loaded[1], corpus, rounds, _BUDGET)
        yield Row(corpus.name, PEER, peer.name, loaded[0], timing)


def _time_extraction(corpus: Corpus, rounds: int) -> Timing:
    for text in corpus.renewed(0):
        extract(text)  # and let it raise here, where the trace can be read
    before = caches.cache_sizes()
    timing = time_work(extract, corpus, rounds)
    if growing := caches.grown(before, caches.cache_sizes()):
        raise CachedByContent(
            f"these caches grow when only the figures of the texts change: {', '.join(growing)}; "
            "a cache by content makes the benchmark, not the reports, faster: take it out"
        )
    return timing


def _part(whole: Timing, share: float) -> Timing:
    return Timing(
        ms_per_document=whole.ms_per_document * share,
        mb_per_second=whole.mb_per_second / share if share else 0.0,
        ratio=whole.ratio * share,
        rounds=whole.rounds,
        refused=0,
    )


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--quick", action="store_true", help="without peers; compare, but write nothing")
    parser.add_argument("--profile", action="store_true", help="print the functions by own time instead")
    parser.add_argument("--top", type=int, default=40, help="how many functions --profile prints")
    parser.add_argument("--rounds", type=int, default=7, choices=range(1, MOST_ROUNDS + 1), metavar="N")
    parser.add_argument("--accept", action="store_true", help="take ratios that have become worse")
    parser.add_argument("--requirements", action="store_true", help="print what the extra peers asks for")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 1 where the extraction has become slower by a quarter."""
    args = _arguments(argv)
    if args.requirements:
        print("\n".join(requirements()))
        return 0
    corpora = read_corpora()
    if args.profile:
        print(own_time(corpora, args.top))
        return 0
    try:
        rows = measure(corpora, args.rounds, with_peers=not args.quick)
    except CachedByContent as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    text = table.render(rows, corpora, results.machine())
    print(text)
    worse = results.steps_back(rows, results.committed())
    for line in worse:
        print(f"bench: {line}", file=sys.stderr)
    if worse and not args.accept:
        print(
            "bench: nothing was written. Find the cause (python -m tests.benchmarks --profile), "
            "or take the new figures: python -m tests.benchmarks --accept",
            file=sys.stderr,
        )
        return 1
    if not args.quick:
        table.PAGE.write_text(table.rewritten(table.PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")
        results.RESULTS.write_text(results.as_json(rows, corpora), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
