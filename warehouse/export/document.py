"""The towns' table as a Word document: one table a metric, and the sentences behind the figures as a list."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from warehouse.export.office import docx
from warehouse.export.packed import without_clock
from warehouse.export.towns import COMPARABILITY, Cell, Town, TownTable
from warehouse.export.workbook import notes
from warehouse.registry.metrics import Metric

_BEFORE = {"about": "约", "nearly": "近"}
_BEHIND = {"more_than": "余", "at_least": "以上", "at_most": "以下"}


def document_bytes(table: TownTable) -> bytes:
    """Return the document; equal tables give equal bytes.

    Raises:
        WrongArguments: python-docx is not installed.
    """
    document = docx().Document()
    document.add_heading(table.title, 0)
    for line in notes(table)[1:]:
        document.add_paragraph(line)
    references: list[str] = []
    for metric in table.metrics:
        document.add_heading(f"{metric.name_zh}（{metric.unit}）", 1)
        _add_metric(document, table, metric, references)
    document.add_heading("出处 · Sources", 1)
    for number, reference in enumerate(references, 1):
        document.add_paragraph(f"[{number}] {reference}")
    target = BytesIO()
    document.save(target)
    return without_clock(target.getvalue())


def _add_metric(document: Any, table: TownTable, metric: Metric, references: list[str]) -> None:
    heads = ["乡镇街道", f"{table.year} 年"]
    if table.with_last_year:
        heads += [f"{table.year - 1} 年", "增减（百分点）" if metric.kind == "rate" else "增减", "增减 %"]
    rows = [_row(table, town, metric, references) for town in table.towns]
    grid = document.add_table(len(rows) + 1, len(heads), "Table Grid")
    for place, words in zip(grid.rows, [heads, *rows], strict=True):
        for cell, word in zip(place.cells, words, strict=True):
            cell.text = word


def _row(table: TownTable, town: Town, metric: Metric, references: list[str]) -> list[str]:
    words = [town.name] + [_figure(town.cells[metric.key, year], references) for year in table.years]
    if not table.with_last_year:
        return words
    this = town.cells[metric.key, table.year]
    if this.is_comparable:
        rate = "" if this.change_rate is None else f"{this.change_rate:+.1f}"
        return [*words, f"{_plain(this.change or 0.0, sign='+')}", rate]
    return [*words, COMPARABILITY.get(this.comparability or "", ("", ""))[0], ""]


def _figure(cell: Cell, references: list[str]) -> str:
    if cell.value is None:
        return f"（{cell.reason[0]}）"
    references.append(" ".join(cell.reference.split()))
    qualifier = cell.qualifier or ""
    upper = f"–{_plain(cell.upper_bound)}" if qualifier == "range" and cell.upper_bound is not None else ""
    figure = f"{_BEFORE.get(qualifier, '')}{_plain(cell.value)}{_BEHIND.get(qualifier, upper)}"
    return f"{figure} [{len(references)}]"


def _plain(value: float, sign: str = "") -> str:
    rounded = round(value, 4)
    return f"{int(rounded):{sign},}" if float(rounded).is_integer() else f"{rounded:{sign},}"
