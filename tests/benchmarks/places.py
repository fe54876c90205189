"""Time the resolver over every township of the code list, by its path and by its bare name.

python -m tests.benchmarks.places      the goal: all of them with their paths in ten seconds

What is counted is the processor time of this process. Accuracy on legal names is a test
(tests/unit/test_places_legal_names.py); here each path must at least lead back to its own code.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from time import process_time

from extractors.places import Place, load_places, resolve_place

GOAL = 10.0
"""Seconds for all townships with their paths."""


def townships() -> list[Place]:
    """Return every township of the table."""
    return [place for place in load_places().by_code.values() if place.level == "township"]


def timed(names: Sequence[str]) -> tuple[float, list[str | None]]:
    """Return the seconds that resolving ``names`` takes, and the code of each."""
    start = process_time()
    codes = [resolve_place(name).code for name in names]
    return process_time() - start, codes


def main() -> int:
    """Print both times; return 1 where the goal is missed."""
    places = townships()
    asked: dict[str, Callable[[Place], str]] = {
        "path": lambda place: "".join(p.name for p in reversed(load_places().path(place.code))),
        "bare name": lambda place: place.name,
    }
    print(f"{'':<10}{'places':>8}{'seconds':>9}{'settled':>9}{'rightly':>9}")
    seconds = {}
    for name, ask in asked.items():
        seconds[name], codes = timed([ask(place) for place in places])
        settled = sum(code is not None for code in codes)
        right = sum(code == place.code for code, place in zip(codes, places, strict=True))
        print(f"{name:<10}{len(places):>8}{seconds[name]:>9.1f}{settled:>9}{right:>9}")
    if seconds["path"] > GOAL:
        print(f"places: {seconds['path']:.1f} s with paths; the goal is {GOAL:g} s", file=sys.stderr)
    return int(seconds["path"] > GOAL)


if __name__ == "__main__":
    raise SystemExit(main())
