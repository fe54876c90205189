"""What is on a page, to take away: CSV that spreadsheets read as UTF-8, and a workbook with its notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import polars as pl

from warehouse.export.office import openpyxl
from warehouse.export.packed import without_clock, writable

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDEST = 60
_MEASURED_ROWS = 200


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """Return a frame as CSV, with the mark by which a spreadsheet knows UTF-8."""
    return frame.with_columns(_flat(frame)).write_csv(include_bom=True).encode()


def workbook_bytes(frame: pl.DataFrame, name: str, notes: Sequence[str]) -> bytes:
    """Return a frame as .xlsx, years and figures as numbers, codes as text; equal frames give equal bytes.

    Raises:
        WrongArguments: openpyxl is not installed.
    """
    book = openpyxl().Workbook()
    _fill(book.active, frame.with_columns(_flat(frame)), name)
    sheet = book.create_sheet("说明 notes")
    sheet.column_dimensions["A"].width = 110
    for line, text in enumerate(notes, 1):
        _put(sheet, line, 1, text)
    target = BytesIO()
    book.save(target)
    return without_clock(target.getvalue())


def _flat(frame: pl.DataFrame) -> list[pl.Expr]:
    """Lists and structs become text: neither format has a cell for them."""
    nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
    texts = {name: [None if v is None else str(v) for v in frame[name].to_list()] for name in nested}
    return [pl.lit(pl.Series(name, values, pl.String)) for name, values in texts.items()]


def _fill(sheet: Worksheet, frame: pl.DataFrame, name: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.title = name[:31]
    sheet.freeze_panes = "A2"
    for column, heading in enumerate(frame.columns, 1):
        _put(sheet, 1, column, heading)
        sheet.cell(1, column).font = Font(bold=True)
        longest = max((len(str(v)) for v in frame[heading].head(_MEASURED_ROWS)), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDEST, max(10, longest + 4))
    for line, values in enumerate(frame.iter_rows(), 2):
        for column, value in enumerate(values, 1):
            _put(sheet, line, column, value)


def _put(sheet: Worksheet, line: int, column: int, value: object) -> None:
    """Put words as words: one that begins with = is no formula."""
    cell = sheet.cell(line, column)
    if value is None or isinstance(value, bool | int | float | date | datetime):
        cell.value = value
        return
    cell.value = writable(str(value))
    cell.data_type = "s"
