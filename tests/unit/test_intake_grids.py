"""Ruled tables of printed pages: their cells, those of several lines, those that reach over others."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.containers import drawn_pdf, words_at
from warehouse.intake.grids import Box, find_grids, rules_of
from warehouse.intake.pdf import read_pdf

XS, YS = (50.0, 150.0, 250.0, 350.0), (700.0, 640.0, 600.0)


def ruled(xs: tuple[float, ...] = XS, ys: tuple[float, ...] = YS) -> list[Box]:
    """The lines around each cell, as thin boxes of one cell's length."""
    boxes = [(x - 0.4, low, x + 0.4, high) for x in xs for high, low in pairwise(ys)]
    return boxes + [(left, y - 0.4, right, y + 0.4) for y in ys for left, right in pairwise(xs)]


def without(*places: tuple[float, float]) -> list[Box]:
    """The lines, but not the pieces that begin at some left and bottom."""
    return [box for box in ruled() if (round(box[0], 1), round(box[1], 1)) not in places]


def printed(boxes: list[Box], words: list[tuple[float, float, str]]) -> list[str]:
    drawn = "".join(f"{left} {low} {right - left} {high - low} re f\n" for left, low, right, high in boxes)
    return read_pdf(drawn_pdf(drawn + "".join(words_at(*word) for word in words)), 100_000).splitlines()


def test_a_cell_of_several_lines_is_put_together_in_its_row() -> None:
    words = [
        (55, 750, "Report of the year"),
        *((55, 680, "item"), (155, 680, "number"), (255, 680, "what")),
        *((55, 625, "checks"), (55, 610, "of firms"), (155, 618, "361")),
        *((255, 625, "daily and"), (255, 610, "special")),
        (55, 550, "The end."),
    ]
    assert printed(ruled(), words) == [
        "Report of the year",
        "| item | number | what |",
        "| checks of firms | 361 | daily and special |",
        "The end.",
    ]


def test_two_numbers_in_one_cell_are_never_made_one() -> None:
    words = [(55, 680, "checks"), (155, 680, "12"), (155, 660, "34"), (255, 680, "a")]
    assert printed(ruled(), words) == ["| checks | 12 34 | a |"]


def test_an_empty_cell_keeps_its_place() -> None:
    words = [(55, 680, "item"), (255, 680, "what"), (155, 620, "361")]
    assert printed(ruled(), words) == ["| item |  | what |", "|  | 361 |  |"]


def test_cells_that_no_line_parts_are_one() -> None:
    boxes = without((149.6, 640), (250, 639.6))
    words = [(55, 680, "over two"), (255, 660, "down"), (55, 620, "a"), (155, 620, "5")]
    assert printed(boxes, words) == ["| over two | over two | down |", "| a | 5 | down |"]


@pytest.mark.parametrize(
    ("boxes", "why"),
    [
        ([], "no lines"),
        (ruled((50, 350)), "a frame of one column"),
        ([(50, 699.6, 350, 700.4), (50, 599.6, 350, 600.4)], "two lines of a page's head and foot"),
        ([(50, 600, 350, 700)], "a shaded box"),
        (without((149.6, 640), (50, 639.6)), "a cell that is no rectangle"),
    ],
)
def test_lines_that_make_no_table_leave_the_words_as_they_are(boxes: list[Box], why: str) -> None:
    words = [(55, 680, "One line."), (55, 620, "Another.")]
    assert not any(line.startswith("|") for line in printed(boxes, words)), why


def test_a_table_of_long_cells_only_lays_the_page_out() -> None:
    words = [(55, 680 - 14 * at, "a long sentence") for at in range(30)]
    tall = ruled(ys=(700, 100, 60))
    assert not any(line.startswith("|") for line in printed(tall, words))
    assert any(line.startswith("|") for line in printed(tall, words[:5]))


def test_two_tables_are_two_and_what_stands_between_stays_there() -> None:
    boxes = ruled() + ruled(ys=(500.0, 460.0, 420.0))
    words = [(55, 680, "a"), (155, 680, "1"), (55, 550, "between"), (55, 480, "b"), (155, 480, "2")]
    assert printed(boxes, words) == ["| a | 1 |  |", "between", "| b | 2 |  |"]


def test_lines_in_pieces_and_a_little_apart_are_one() -> None:
    by = (0.0, 0.3)
    shaken = [(b[0] + by[at % 2], b[1], b[2] + by[at % 2], b[3]) for at, b in enumerate(ruled())]
    (grid,) = find_grids(rules_of(shaken))
    assert (len(grid.xs), len(grid.ys)) == (4, 3)
    assert grid.region_at(100, 650) == 0
    assert grid.region_at(300, 610) == 5
    assert grid.region_at(400, 650) is None
    assert grid.region_at(100, 720) is None
