"""Tables of printed pages by their ruled lines: which cells there are, and what stands in each.

What belongs here: lines to cells, and characters to the cells around them. What does not: asking a file for
either (``pdf``). A frame of one column, or one whose lines make no rectangles, is no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from warehouse.intake.cells import Cell

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
_THIN = 3.0
_SHORTEST = 6.0
_TOUCH = 2.5
_MOST_BOXES = 5000
_LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: where it lies across its direction, and from where to where it goes."""

    is_vertical: bool
    at: float
    start: float
    end: float


def rules_of(boxes: Iterable[Box]) -> list[Rule]:
    """Return the lines that thin boxes draw, pieces of one line put together."""
    pieces = []
    for left, bottom, right, top in boxes:
        if right - left <= _THIN and top - bottom >= _SHORTEST:
            pieces.append(Rule(True, (left + right) / 2, bottom, top))
        elif top - bottom <= _THIN and right - left >= _SHORTEST:
            pieces.append(Rule(False, (bottom + top) / 2, left, right))
    return _put_together(pieces[:_MOST_BOXES])


def _put_together(pieces: Iterable[Rule]) -> list[Rule]:
    whole: list[Rule] = []
    open_lines: dict[tuple[bool, int], int] = {}
    for piece in sorted(pieces, key=lambda p: (p.is_vertical, p.start, p.at)):
        place = round(piece.at / _TOUCH)
        near = (open_lines.get((piece.is_vertical, place + by)) for by in (0, -1, 1))
        at = next((i for i in near if i is not None and _goes_on(whole[i], piece)), None)
        if at is None:
            open_lines[piece.is_vertical, place] = len(whole)
            whole.append(piece)
        else:
            before = whole[at]
            whole[at] = Rule(before.is_vertical, before.at, before.start, max(before.end, piece.end))
    return whole


def _goes_on(line: Rule, piece: Rule) -> bool:
    return abs(line.at - piece.at) <= _TOUCH and piece.start <= line.end + _TOUCH


@dataclass
class Grid:
    """One table: the positions of its lines, and the region that each of its smallest cells is part of."""

    xs: list[float]
    ys: list[float]
    """From the top down."""
    regions: list[list[int]]
    """A number for each smallest cell, row by row; cells that no line parts share theirs."""
    texts: dict[int, list[str]] = field(default_factory=dict)

    def region_at(self, x: float, y: float) -> int | None:
        """Return the region around a point, or None outside."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right([-position for position in self.ys], -y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.regions[row][column]
        return None

    def rows(self) -> list[list[Cell]]:
        """Return the cells of each row, with what was put into them."""
        found = []
        for at, row in enumerate(self.regions):
            cells = []
            for column, region in enumerate(row):
                is_first = (column == 0 or row[column - 1] != region) and (
                    at == 0 or self.regions[at - 1][column] != region
                )
                if is_first:
                    down = sum(other[column] == region for other in self.regions)
                    cells.append(Cell("".join(self.texts.get(region, ())), row.count(region), down))
            found.append(cells)
        return found

    def is_data(self) -> bool:
        """Whether its cells are short: longer ones only lay a page out."""
        return all(len("".join(pieces)) <= _LONGEST_CELL for pieces in self.texts.values())


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the tables that ruled lines make."""
    return [grid for lines in _connected(rules) if (grid := _grid(lines)) is not None]


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that meet, directly or over others."""
    left = list(rules)
    groups = []
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            line = waiting.pop()
            group.append(line)
            waiting += [other for other in left if _meet(line, other)]
            left = [other for other in left if not _meet(line, other)]
        groups.append(group)
    return groups


def _meet(one: Rule, other: Rule) -> bool:
    if one.is_vertical == other.is_vertical:
        return False
    return _covers(one, other.at) and _covers(other, one.at)


def _covers(line: Rule, position: float) -> bool:
    return line.start - _TOUCH <= position <= line.end + _TOUCH


def _grid(lines: Sequence[Rule]) -> Grid | None:
    upright = [line for line in lines if line.is_vertical]
    level = [line for line in lines if not line.is_vertical]
    xs, ys = _positions(upright), _positions(level)[::-1]
    if len(xs) < 3 or len(ys) < 2:
        return None
    regions = _regions(xs, ys, upright, level)
    return Grid(xs, ys, regions) if _are_rectangles(regions) else None


def _positions(lines: Iterable[Rule]) -> list[float]:
    found: list[float] = []
    for at in sorted(line.at for line in lines):
        if not found or at - found[-1] > _TOUCH:
            found.append(at)
    return found


def _regions(
    xs: Sequence[float], ys: Sequence[float], upright: Sequence[Rule], level: Sequence[Rule]
) -> list[list[int]]:
    """Number the smallest cells; those that no line parts bear the number of the first of them."""
    columns, rows = len(xs) - 1, len(ys) - 1
    number = list(range(columns * rows))

    def first(cell: int) -> int:
        while number[cell] != cell:
            cell = number[cell]
        return cell

    for row in range(rows):
        y = (ys[row] + ys[row + 1]) / 2
        for column in range(columns):
            cell, x = row * columns + column, (xs[column] + xs[column + 1]) / 2
            if column and not _is_parted(upright, xs[column], y):
                number[max(first(cell), first(cell - 1))] = min(first(cell), first(cell - 1))
            if row and not _is_parted(level, ys[row], x):
                above = first(cell - columns)
                number[max(first(cell), above)] = min(first(cell), above)
    return [[first(row * columns + column) for column in range(columns)] for row in range(rows)]


def _is_parted(lines: Iterable[Rule], position: float, beside: float) -> bool:
    return any(abs(line.at - position) <= _TOUCH and line.start <= beside <= line.end for line in lines)


def _are_rectangles(regions: Sequence[Sequence[int]]) -> bool:
    places: dict[int, list[tuple[int, int]]] = {}
    for at, row in enumerate(regions):
        for column, region in enumerate(row):
            places.setdefault(region, []).append((at, column))
    for cells in places.values():
        wide = len({column for _, column in cells})
        if len(cells) != wide * len({at for at, _ in cells}):
            return False
    return len(places) > 1
