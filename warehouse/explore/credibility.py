"""What speaks for and against each report, side by side: no score, what weighs how much is for the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from warehouse.explore.markup import note, number, row, table, words
from warehouse.explore.pages import MOST_ROWS
from warehouse.explore.wording import Wording, plain

Row = dict[str, Any]


def _count(name: str) -> Callable[[Row], str]:
    return lambda r: plain(r[name])


def _of(violated: str, judged: str) -> Callable[[Row], str]:
    """How many rules are broken of those that could be judged; nothing where none could."""
    return lambda r: f"{plain(r[violated])} / {plain(r[judged])}" if r[judged] else "–"


def _share(name: str) -> Callable[[Row], str]:
    return lambda r: "–" if r[name] is None else f"{r[name] * 100:.1f}%"


_COLUMNS: dict[str, Callable[[Row], str]] = {
    "cred_errors": _count("error_count"),
    "cred_warnings": _count("warning_count"),
    "cred_arithmetic": _of("arithmetic_violated_count", "arithmetic_evaluated_count"),
    "cred_change": _of("change_violated_count", "change_evaluated_count"),
    "cred_differing": _of("differing_count", "repeated_figure_count"),
    "cred_parts": _of("missing_part_count", "prescribed_part_count"),
    "cred_jumps": _of("jump_count", "jump_evaluated_count"),
    "cred_repeated": _share("repeated_share"),
    "cred_shared": _share("shared_share"),
    "cred_unchanged": _share("unchanged_share"),
    "cred_round": _share("round_share"),
}


def credibility_table(frame: pl.DataFrame, say: Wording) -> str:
    """Return what speaks for and against each report: rules broken of rules judged, words kept."""
    rows = (_line(r, say) for r in frame.head(MOST_ROWS).to_dicts())
    headings = [say(name) for name in _COLUMNS]
    shown = [say("place"), say("year"), *headings]
    more = note(say("more_rows", more=frame.height - MOST_ROWS)) if frame.height > MOST_ROWS else ""
    return table(say("credibility_caption"), shown, rows, numeric=headings) + more


def _line(r: Row, say: Wording) -> str:
    year = words(r["year"]) + (words(" △") if r["year_conflict"] else "")
    return row(words(r["place"]), [year, *(number(words(told(r))) for told in _COLUMNS.values())])
