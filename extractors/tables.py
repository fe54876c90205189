"""Numbers in tables: a cell is named by the head of its column, or not at all.

Only rows of cells between bars (``| … | … |``) are taken for a table, and only below a row
of heads; a row without one says nothing that could be relied on. What belongs here: finding
a cell's head, unit and row label. What does not: metrics.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.mentions import Mention, Span

_CELL = re.compile(r"[^|\n]+")
_SCALE = {"万": 10_000, "亿": 100_000_000, "千": 1000}
_UNIT = re.compile(r"[（(](?:单位[:：])?(?P<scale>[千万亿]?)(?P<unit>[^（）()\s]{1,4})[)）]\s*\Z")
_IS_RULE = re.compile(r"[\s|:-]+")
_IS_YEAR = re.compile(r"年份|年度|年|报告年度|统计年度")
TOTALS = frozenset({"合计", "总计", "共计", "小计"})


def _line(view: str, position: int) -> Span:
    start = view.rfind("\n", 0, position) + 1
    end = view.find("\n", position)
    return start, len(view) if end < 0 else end


def _cells(view: str, line: Span) -> list[Span]:
    return [m.span() for m in _CELL.finditer(view, *line) if view[m.start() : m.end()].strip()]


class _Rows:
    """The rows of one view's tables, each read once however many numbers it holds."""

    def __init__(self, view: str) -> None:
        self._view = view
        self._cells: dict[Span, list[Span]] = {}
        self._heads: dict[Span, list[Span]] = {}

    def cells(self, line: Span) -> list[Span]:
        """Return the cells of a row that hold anything."""
        if line not in self._cells:
            self._cells[line] = _cells(self._view, line)
        return self._cells[line]

    def heads(self, line: Span) -> list[Span]:
        """Return the cells of the row of heads above a line of a table, or an empty list."""
        passed: list[Span] = []
        heads: list[Span] = []
        while line not in self._heads:
            passed.append(line)
            if line[0] == 0:
                break
            line = _line(self._view, line[0] - 1)
            text = self._view[line[0] : line[1]]
            if "|" not in text:
                break
            if not _IS_RULE.fullmatch(text) and not re.search("[0-9]", text):
                heads = self.cells(line)
                break
        else:
            heads = self._heads[line]
        self._heads.update(dict.fromkeys(passed, heads))
        return heads


def _column(cells: Sequence[Span], position: int) -> int:
    return bisect_right(cells, position, key=lambda cell: cell[0]) - 1


def _scaled(mention: Mention, unit: re.Match[str] | None) -> Mention:
    if unit is None:
        return mention
    numeral = mention.numeral
    value = Decimal(str(numeral.value)) * _SCALE.get(unit["scale"], 1)
    exact = int(value) if value == value.to_integral_value() else float(value)
    return replace(mention, numeral=numeral._replace(value=exact, unit=unit["unit"]))


def read_cells(view: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, those in tables with the words of their column's head beside them."""
    if "|" not in view:
        return list(mentions)
    rows = _Rows(view)
    return [_read_cell(view, m, rows) if _in_table(view, m) else m for m in mentions]


def _in_table(view: str, mention: Mention) -> bool:
    start, end = _line(view, mention.numeral.start)
    return view.count("|", start, end) >= 2


def _read_cell(view: str, mention: Mention, rows: _Rows) -> Mention:
    line = _line(view, mention.numeral.start)
    cells, heads = rows.cells(line), rows.heads(line)
    column = _column(cells, mention.numeral.start)
    nothing = (mention.lead, mention.lead)
    if len(heads) != len(cells):
        return replace(mention, near=[nothing], right=None, open_right=None, is_bare=False, gap=nothing)
    head = heads[column]
    if _IS_YEAR.fullmatch(view[head[0] : head[1]].strip()):
        return replace(mention, role="date", near=[nothing], right=None, open_right=None, gap=nothing)
    unit = _UNIT.search(view, *head) if mention.numeral.unit is None else None
    label = view[cells[0][0] : cells[0][1]].strip() if column else ""
    return replace(
        _scaled(mention, unit),
        near=[(head[0], unit.start() if unit else head[1])],
        sentence=(heads[0][0], line[1]),
        gap=nothing,
        right=None,
        open_right=None,
        is_bare=False,
        row_year=_row_year(view, heads, cells),
        row_label=label if label and not re.search("[0-9]", label) and label not in TOTALS else None,
    )


def _row_year(view: str, heads: Sequence[Span], cells: Sequence[Span]) -> int | None:
    """Return the year in the cell below 年份, where the table has such a column."""
    for head, cell in zip(heads, cells, strict=True):
        text = view[cell[0] : cell[1]].strip().removesuffix("年")
        if _IS_YEAR.fullmatch(view[head[0] : head[1]].strip()) and re.fullmatch("(?:19|20)[0-9]{2}", text):
            return int(text)
    return None
