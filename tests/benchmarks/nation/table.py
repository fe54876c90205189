"""The figures of a simulated nation as tables for people.

What belongs here: layout. What does not: measuring.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from tests.benchmarks.nation.nights import Nation
from tests.benchmarks.nation.truth import Difference
from tests.benchmarks.results import machine

_SLOWEST = 5


def render(nation: Nation) -> str:
    """Return the figures as Markdown."""
    rows = [
        [night.name, f"{night.seconds:.1f}", f"{1000 * night.seconds / nation.documents:.2f}",
         f"{night.cpu_seconds:.1f}", f"{night.peak_mib:.0f}"]
        for night in nation.nights
    ]  # fmt: skip
    found = nation.difference
    taken = nation.questions
    slowest = sorted(taken, key=lambda name: -taken[name])[:_SLOWEST]
    return "\n".join(
        [
            f"{nation.documents} documents, {nation.text_mb} MB of text; {_machine()}.",
            "",
            *_table(["night", "s", "ms a document", "CPU s", "peak MiB of a process"], rows),
            "",
            f"Lake {nation.lake_mb} MB, published file {nation.published_mb} MB.",
            f"{len(taken)} questions: median {statistics.median(taken.values()):.3f} s; slowest "
            + ", ".join(f"{name} {taken[name]:.2f} s" for name in slowest) + ".",
            "",
            *_truth(found),
        ]
    )  # fmt: skip


def _truth(found: Difference) -> list[str]:
    return [
        f"Against the truth: {found.reports} reports, {found.misplaced} missing or misplaced,"
        f" {found.strangers} that are none;",
        f"{found.facts} cells, {found.lost} lost or wrong, {found.invented} invented;",
        f"{found.contradictions} contradictions, {found.unnoticed} unnoticed, {found.slandered} false ones.",
        *(f"    {row}" for row in found.sample),
    ]


def _machine() -> str:
    return ", ".join(f"{name} {value}" for name, value in machine().items())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---", *["---:"] * (len(head) - 1)], *rows)]
    return [line.replace("| --- |", "|---|") for line in lines]
