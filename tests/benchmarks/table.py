"""The table of ``docs/benchmarks.md``, between two markers that the command writes between.

What belongs here: Markdown. What does not: figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tests.benchmarks.corpora import ROOT, Corpus
from tests.benchmarks.results import PEER, Row

PAGE = ROOT / "docs" / "benchmarks.md"


class Marks(NamedTuple):
    """The two lines of the page between which a command writes."""

    begin: str
    end: str


MARKS = Marks("<!-- begin: written by make bench -->", "<!-- end: written by make bench -->")
_HEAD = ("what", "version", "ms a document", "MB/s", "× bare scan")


def render(rows: Sequence[Row], corpora: Iterable[Corpus], machine: Mapping[str, str]) -> str:
    """Return machine, versions and a table for each corpus as Markdown."""
    parts = ["; ".join(f"{name}: {value}" for name, value in machine.items()) + "."]
    for corpus in corpora:
        size = f"{len(corpus.texts)} documents, {corpus.characters:,} characters, {corpus.megabytes:.3f} MB"
        parts.append(f"### {corpus.name}: {size}")
        parts.append(_table([row for row in rows if row.corpus == corpus.name]))
    return "\n\n".join(parts)


def _table(rows: Iterable[Row]) -> str:
    lines = [_line(_HEAD), "|---|---|--:|--:|--:|"]
    lines += [_line(_cells(row)) for row in rows]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cells(row: Row) -> tuple[str, ...]:
    name = row.name if row.kind == row.name else f"{row.kind}: {row.name}"
    if row.timing is None:
        return (name, row.version or "–", row.note, "", "")
    if row.timing.refused:
        texts = "1 text" if row.timing.refused == 1 else f"{row.timing.refused} texts"
        name += f" (breaks on {texts})"
    version = row.version if row.kind == PEER else ""
    timing = row.timing
    return (name, version, figure(timing.ms_per_document), figure(timing.mb_per_second), figure(timing.ratio))


def figure(value: float) -> str:
    """Return a figure to three significant digits, thousands parted by commas."""
    return f"{value:,.0f}" if value >= 99.95 else f"{value:#.3g}"


def rewritten(page: str, table: str, marks: Marks = MARKS) -> str:
    """Return the page with ``table`` between its markers.

    Raises:
        ValueError: where the page does not have both markers, once each and in order.
    """
    begin, end = marks
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(begin) > page.index(end):
        raise ValueError(f"expected {begin} and then {end}, once each; write them back into the page")
    head, _, rest = page.partition(begin)
    return f"{head}{begin}\n\n{table}\n\n{end}{rest.partition(end)[2]}"
