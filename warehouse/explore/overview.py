"""The pages about reports rather than figures: coverage, who has reported, what does not add up."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any

import polars as pl

from warehouse.explore.choice import CellKey
from warehouse.explore.markup import Button, element, empty, note, number, row, table, words
from warehouse.explore.pages import MOST_ROWS, finding_label, observed
from warehouse.explore.wording import Wording, plain

_SHADES = 5
_MARKS = {"missing": "✕", "refused": "△", "unresolved": "△", "late": "◷", "undated": "◷"}


def coverage_table(frame: pl.DataFrame, say: Wording) -> str:
    """Return reports by province and year, the number in every cell and darker for more."""
    if frame.is_empty():
        return empty(say("empty_coverage"))
    # A single report is not yet "many", however few the others are.
    most = max(_SHADES, *frame["reports"].to_list())
    years = sorted(frame["year"].unique().to_list())
    rows = []
    for province, cells in groupby(frame.to_dicts(), key=lambda r: str(r["province"])):
        by_year = {cell["year"]: cell for cell in cells}
        total = sum(cell["reports"] for cell in by_year.values())
        shown = [_heat(by_year.get(year), most) for year in years]
        rows.append(row(words(province), [*shown, number(words(plain(total)))]))
    headings = [say("province"), *map(str, years), say("total")]
    return table(say("coverage_caption"), headings, rows, "fz-heat", [say("total")])


def _heat(cell: dict[str, Any] | None, most: int) -> str:
    if cell is None:
        return element("td", "–", class_="fz-shade-0")
    told = plain(cell["reports"])
    if cell["expected"] is not None:
        told = f"{plain(cell['fulfilled'])} / {plain(cell['expected'])}"
    return element("td", words(told), class_=f"fz-shade-{shade(cell['reports'], most)}")


def shade(reports: int, most: int) -> int:
    """Return how dark a cell is: 0 for none, 1 to 5 in equal steps up to the most."""
    return 0 if reports == 0 else max(1, -(-reports * _SHADES // most))


def reported_table(frame: pl.DataFrame, say: Wording) -> str:
    """Return who has reported: issuers by year, with the number of figures, or what became of the report."""
    if frame.is_empty():
        return empty(say("empty_coverage"))
    years = sorted({year for year in frame["year"].to_list() if year is not None})
    groups = [
        (name, list(cells))
        for name, cells in groupby(frame.to_dicts(), _whose)
    ]
    rows = []
    for (place, issuer, _), cells in groups[:MOST_ROWS]:
        by_year = {cell["year"]: cell for cell in cells}
        shown = [number(_state(by_year.get(year), say)) for year in years]
        rows.append(row(words(place), [words(issuer), *shown]))
    more = len(groups) - MOST_ROWS
    below = note(say("more_rows", more=more)) if more > 0 else ""
    headings = [say("place"), say("issuer"), *map(str, years)]
    return table(say("reported_caption"), headings, rows, numeric=headings[2:]) + below


def _whose(r: dict[str, Any]) -> tuple[str, str, str]:
    return r["place"], r["issuer_name"], r["report_type"]


def _state(cell: dict[str, Any] | None, say: Wording) -> str:
    if cell is None:
        return element("span", "–", class_="fz-gap")
    told = "" if cell["figures"] is None else plain(cell["figures"])
    if cell["state"] in _MARKS:
        state = f"{_MARKS[cell['state']]} {say.code(cell['state'], 'state_')}"
        return words(f"{told} {state}".strip())
    return words(told)


def findings_table(frame: pl.DataFrame, say: Wording, button: Button) -> str:
    """Return what does not add up, each with a button to the figure that it is about."""
    if frame.is_empty():
        return empty(say("empty_findings"))
    headings = [say("severity"), say("place"), say("year"), say("metric"), say("value"), say("finding")]
    rows = (_finding_row(r, say, button) for r in frame.head(MOST_ROWS).to_dicts())
    more = frame.height - MOST_ROWS
    below = note(say("more_rows", more=more)) if more > 0 else ""
    return table(say("findings_caption"), headings, rows, numeric=[say("value")]) + below


def _finding_row(r: dict[str, Any], say: Wording, button: Button) -> str:
    value = words(observed(r))
    if r["metric"] and r["has_fact"]:
        value = button(CellKey(r["report_id"], r["metric"]), finding_label(r, say))
    # A version from before findings had sentences of their own has codes alone.
    coded = f"{say.code(r['finding'])} {r['detail'] or ''}"
    told = say.either(r.get("message_zh"), r.get("message_en")) or coded
    severity = element("span", words(say.code(r["severity"], "severity_")), class_=f"fz-{r['severity']}")
    metric = say.either(r["name_zh"], r["name_en"])
    return row(severity, [words(r["place"]), words(r["year"]), words(metric), number(value), words(told)])


def answer_table(frame: pl.DataFrame, caption: str, shown: int) -> str:
    """Return the rows of an answer as they came, years without a comma."""
    rows = (
        element("tr", "".join(answer_cell(name, value) for name, value in r.items()))
        for r in frame.head(shown).to_dicts()
    )
    numeric = [name for name, kind in frame.schema.items() if kind.is_numeric()]
    return table(caption, frame.columns, rows, "fz-answer", numeric)


def answer_cell(name: str, value: object) -> str:
    """Return one cell of an answer; a number that is a year or an ordinal keeps its digits together."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return element("td", words(value))
    return number(words(str(value) if is_year(name, value) else plain(float(value))))


def is_year(name: str, value: float | Decimal) -> bool:
    """Whether a number of that column is a year."""
    return "year" in name.lower() and "last_year" not in name.lower() and 1900 <= value <= 2100
