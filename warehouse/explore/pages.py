"""The tables of the pages: figures by year, peers, movers. Every figure is a button to its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import polars as pl

from warehouse.explore.choice import CellKey
from warehouse.explore.markup import Button, badge, element, empty, note, number, row, table, words
from warehouse.explore.wording import Wording, plain

MOST_ROWS = 60
"""Rows of one table on a page; all of them are in its download."""
_WHOLE_YEAR = 12
_OPENS = frozenset({"ambiguous", "parts_only", "out_of_range"})
Gaps = Mapping[tuple[str, str, int, str], str]
Row = dict[str, Any]


Labelled = list[tuple[CellKey, str]]
"""Cells that a page shows, each with the figure that its button shows."""


def figure_table_labels(frame: pl.DataFrame, say: Wording) -> Labelled:
    """Return the cells that stand in the table of figures."""
    shown = [cell for _, cells in _metric_rows(frame)[:MOST_ROWS] for cell in cells]
    opening = [c for c in shown if c["value"] is not None or c["missing_reason"] in _OPENS]
    return [(CellKey(c["report_id"], c["metric"]), _label(c, say)) for c in opening]


def mover_labels(frame: pl.DataFrame, say: Wording) -> Labelled:
    """Return the cells that stand in the table of movers."""
    rows = frame.head(MOST_ROWS).to_dicts()
    return [(_key(r, when), _mover_label(r, when, say)) for r in rows for when in ("_last_year", "")]


def peer_labels(frame: pl.DataFrame, say: Wording) -> Labelled:
    """Return the cells that stand in the table of peers."""
    return [(_key(r), say.figure(r["value"], r["qualifier"])) for r in frame.head(MOST_ROWS).to_dicts()]


def finding_labels(frame: pl.DataFrame, say: Wording) -> Labelled:
    """Return the cells that findings are about."""
    rows = frame.head(MOST_ROWS).to_dicts()
    return [(_key(r), finding_label(r, say)) for r in rows if r["metric"] and r["has_fact"]]


def finding_label(r: Row, say: Wording) -> str:
    """Return what the button of a finding shows."""
    return observed(r) or say("open_figure")


def observed(r: Row) -> str:
    """Return what a finding saw: of no metric, it is a year or an ordinal, whose digits stay together."""
    return plain(r["observed"]) if r["metric"] else plain(r["observed"]).replace(",", "")


def _key(r: Row, when: str = "") -> CellKey:
    return CellKey(r[f"report_id{when}"], r["metric"])


def _mover_label(r: Row, when: str, say: Wording) -> str:
    return say.figure(r[f"value{when}"], r[f"qualifier{when}"])


def _label(cell: Row, say: Wording) -> str:
    if cell["value"] is None:
        return say.code(cell["missing_reason"] or "not_mentioned")
    return say.figure(cell["value"], cell["qualifier"], cell["upper_bound"])


def _metric_rows(frame: pl.DataFrame) -> list[tuple[tuple[str, ...], list[Row]]]:
    """The cells of one issuer, kind of report and metric are one row, its years beside each other."""

    def key(r: Row) -> tuple[str, ...]:
        return r["jurisdiction_code"], r["issuer_id"], r["report_type"], r["metric"]

    return [(name, list(cells)) for name, cells in groupby(frame.to_dicts(), key)]


def figures_table(frame: pl.DataFrame, gaps: Gaps, say: Wording, button: Button) -> str:
    """Return metrics by year, a group of rows for each place and issuer."""
    if frame.is_empty():
        return empty(say("empty_figures"))
    years = sorted(frame["year"].unique().to_list())
    rows: list[str] = []
    lines = _metric_rows(frame)
    for name, grouped in groupby(lines[:MOST_ROWS], key=lambda line: line[0][:3]):
        group = list(grouped)
        rows.append(_group_head(group[0][1][0], len(years) + 2))
        rows += [_figure_row(cells, years, gaps, name, say, button) for _, cells in group]
    headings = [say("metric"), say("unit"), *map(str, years)]
    more = len(lines) - MOST_ROWS
    below = note(say("more_rows", more=more)) if more > 0 else ""
    return table(say("figures_caption"), headings, rows, "fz-figures", [*map(str, years)]) + below


def _group_head(cell: Row, width: int) -> str:
    issuer = cell["issuer_name"] or ""
    told = cell["place"] if cell["is_own_government"] else f"{cell['place']} · {issuer}"
    return element("tr", element("th", words(told), scope="colgroup", colspan=str(width)), class_="fz-group")


def _figure_row(
    cells: list[Row], years: list[int], gaps: Gaps, name: tuple[str, ...], say: Wording, button: Button
) -> str:
    first, by_year = cells[0], {cell["year"]: cell for cell in cells}
    shown = [element("td", words(first["unit"]), class_="fz-unit")]
    for year in years:
        reason = gaps.get((name[1], name[2], year, first["metric"]), "no_report")
        shown.append(number(_figure(by_year[year], say, button) if year in by_year else _gap(reason, say)))
    return row(words(say.either(first["name_zh"], first["name_en"])), shown)


def _figure(cell: Row, say: Wording, button: Button) -> str:
    if cell["value"] is None and cell["missing_reason"] not in _OPENS:
        return _gap(cell["missing_reason"], say)
    return button(_key(cell), _label(cell, say)) + "".join(map(badge, remarks(cell, say)))


def remarks(cell: Row, say: Wording) -> list[str]:
    """Return what must be said beside a figure: a part, a piece of the year, a rival, a correction."""
    months = cell["months_covered"]
    told = [
        (cell["basis"] == "single_part", say("part")),
        (months is not None and months != _WHOLE_YEAR, say("months", months=months)),
        (cell["is_contested"], say("contested")),
        (cell["is_corrected"], say("corrected")),
    ]
    return [text for holds, text in told if holds]


def _gap(reason: str | None, say: Wording) -> str:
    return element("span", words(say.code(reason or "not_mentioned")), class_="fz-gap")


def peers_table(frame: pl.DataFrame, say: Wording, button: Button) -> str:
    """Return where figures stand among their peers, as a bar with its number."""
    if frame.is_empty():
        return empty(say("empty_peers"))
    headings = [say("place"), say("metric"), say("year"), say("value"), say("median"), say("peers")]
    rows = (_peer_row(r, say, button) for r in frame.head(MOST_ROWS).to_dicts())
    numeric = [say("value"), say("median"), say("peers")]
    shown = table(say("peers_caption"), [*headings, say("percentile")], rows, numeric=numeric)
    return shown + _more(frame, say)


def _peer_row(r: Row, say: Wording, button: Button) -> str:
    figure = button(_key(r), say.figure(r["value"], r["qualifier"]))
    share = f"{r['percentile']:.0f}"
    bar = element("meter", "", min="0", max="100", value=share, aria_label=say("percentile"))
    told = element("span", words(say("above_share", share=share)), class_="fz-share")
    return row(
        words(r["place"]),
        [
            words(say.either(r["name_zh"], r["name_en"])),
            words(r["year"]),
            number(figure + " " + words(r["unit"])),
            number(words(plain(r["median_value"]))),
            number(words(r["peer_count"])),
            bar + told,
        ],
    )


def movers_table(frame: pl.DataFrame, say: Wording, button: Button) -> str:
    """Return this year beside the year before, with the change where the two compare."""
    if frame.is_empty():
        return empty(say("empty_movers"))
    headings = [
        say("place"), say("metric"), say("year"), say("value_last_year"), say("value_this_year"),
        say("unit"), say("change"), say("change_rate"),
    ]  # fmt: skip
    rows = (_mover_row(r, say, button) for r in frame.head(MOST_ROWS).to_dicts())
    numeric = [say(name) for name in ("value_last_year", "value_this_year", "change", "change_rate")]
    return table(say("movers_caption"), headings, rows, numeric=numeric) + _more(frame, say)


def _mover_row(r: Row, say: Wording, button: Button) -> str:
    before, this = (button(_key(r, when), _mover_label(r, when, say)) for when in ("_last_year", ""))
    cells = [words(say.either(r["name_zh"], r["name_en"])), words(r["year"]), number(before), number(this)]
    return row(words(r["place"]), [*cells, words(r["unit"]), number(_change(r, say)), number(_rate(r, say))])


def _change(r: Row, say: Wording) -> str:
    if not r["is_comparable"]:
        return element("span", words(say.code(r["comparability"])), class_="fz-gap")
    way = "unchanged" if r["change"] == 0 else "rising" if r["change"] > 0 else "falling"
    arrow = {"unchanged": "＝", "rising": "▲", "falling": "▼"}[way]
    sign = element("span", arrow, class_=f"fz-{way}", role="img", aria_label=say(way))
    size = plain(abs(r["change"]))
    return f"{sign} {words(say('points', size) if r['measure'] == 'rate' else size)}"


def _rate(r: Row, say: Wording) -> str:
    if not r["is_comparable"] or r["change_rate"] is None:
        return ""
    return words(f"{r['change_rate']:+.1f}%".replace("-", "−"))


def _more(frame: pl.DataFrame, say: Wording) -> str:
    return note(say("more_rows", more=frame.height - MOST_ROWS)) if frame.height > MOST_ROWS else ""
