"""How the cost of a night grows with the documents: nations of several sizes, a fitted exponent, a plot.

python -m tests.benchmarks.nation.growth --documents 1000 3000 10000 20000
    measures each; rewrites its part of docs/benchmarks.md, docs/nation.json and docs/images/growth.svg

The exponent is the slope of log seconds over log documents: 1 is cost in step with the work, and fixed costs
push it below. Between the two largest sizes is where anything worse than linear would show.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.corpora import ROOT
from tests.benchmarks.nation.nights import Nation, simulate
from tests.benchmarks.results import machine
from tests.benchmarks.table import PAGE, Marks, rewritten

MARKS = Marks("<!-- begin: written by growth -->", "<!-- end: written by growth -->")
RESULTS = ROOT / "docs" / "nation.json"
PLOT = ROOT / "docs" / "images" / "growth.svg"
Points = list[tuple[int, float]]
"""Documents and seconds."""


def exponent(points: Points) -> float:
    """Return the slope of log seconds over log documents, by least squares; of two sizes or more."""
    logs = [(math.log(count), math.log(seconds)) for count, seconds in points]
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


def render(nations: Sequence[Nation]) -> str:
    """Return the figures of all sizes as Markdown."""
    head = "| documents | night | s | ms a document | CPU s | peak MiB of a process |"
    lines = [
        f"| {n.documents:,} | {night.name} | {night.seconds:.1f} | {1000 * night.seconds / n.documents:.2f}"
        f" | {night.cpu_seconds:.1f} | {night.peak_mib:.0f} |"
        for n in nations
        for night in n.nights
    ]
    told = "; ".join(f"{name}: {value}" for name, value in machine().items())
    times = "\n".join([head, "|--:|---|--:|--:|--:|--:|", *lines])
    return "\n\n".join([f"{told}.", times, _exponents(nations), _files(nations), _truth(nations)])


def points_of(nations: Sequence[Nation]) -> dict[str, Points]:
    """Return documents and seconds of each night."""
    points: dict[str, Points] = {}
    for nation in nations:
        for night in nation.nights:
            points.setdefault(night.name, []).append((nation.documents, night.seconds))
    return points


def _exponents(nations: Sequence[Nation]) -> str:
    told = [
        f"{name} {exponent(points):.2f}, between the two largest {exponent(points[-2:]):.2f}"
        for name, points in points_of(nations).items()
    ]
    return f"Exponents: {'; '.join(told)}."


def _files(nations: Sequence[Nation]) -> str:
    lines = [
        f"| {n.documents:,} | {n.text_mb} | {n.lake_mb} | {n.published_mb}"
        f" | {statistics.median(n.questions.values()):.3f} | {max(n.questions.values()):.2f} |"
        for n in nations
    ]
    head = "| documents | text, MB | lake, MB | published file, MB | questions: median s | slowest s |"
    return "\n".join([head, "|--:|--:|--:|--:|--:|--:|", *lines])


def _truth(nations: Sequence[Nation]) -> str:
    lines = [
        f"| {n.documents:,} | {d.reports:,} | {d.misplaced} | {d.facts:,} | {d.lost} | {d.invented}"
        f" | {d.contradictions} | {d.unnoticed} | {d.slandered} |"
        for n in nations
        for d in (n.difference,)
    ]
    head = (
        "| documents | reports | missing or misplaced | cells | lost or wrong | invented | contradictions"
        " | unnoticed | false |"
    )
    return "\n".join([head, "|--:|--:|--:|--:|--:|--:|--:|--:|--:|", *lines])


def plot(nations: Sequence[Nation], path: Path) -> None:
    """Draw seconds over documents, both by powers of ten, a line a night."""
    import altair as alt
    import polars as pl

    rows = [
        {"night": name, "documents": count, "seconds": seconds}
        for name, points in points_of(nations).items()
        for count, seconds in points
    ]
    scale = alt.Scale(type="log")
    chart = alt.Chart(pl.DataFrame(rows), width=520, height=300).mark_line(point=True)
    chart.encode(
        alt.X("documents:Q", scale=scale), alt.Y("seconds:Q", scale=scale), alt.Color("night:N", sort=None)
    ).save(path)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and write; return 1 where something was lost or invented."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.nation.growth")
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 3000, 10_000, 20_000])
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    sizes = sorted(set(args.documents))
    if len(sizes) < 2:
        parser.error("one size tells nothing of growth: name two or more with --documents")
    nations = [_measured(count, args.seed) for count in sizes]
    table = render(nations)
    print(table)
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8"), table, MARKS), encoding="utf-8")
    figures = {"machine": machine(), "nations": [asdict(nation) for nation in nations]}
    RESULTS.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    plot(nations, PLOT)
    return 0 if all(nation.difference.is_none for nation in nations) else 1


def _measured(count: int, seed: int) -> Nation:
    def tell(line: str) -> None:
        print(f"nation of {count}: {line} …", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="nation-") as folder:
        return simulate(Path(folder), count, seed, tell)


if __name__ == "__main__":
    raise SystemExit(main())
