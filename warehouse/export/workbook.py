"""The towns' table as a workbook: figures that can be reckoned with, each with its sentence as a note.

Three sheets: 汇总 the table, 出处 the sentence behind every figure, 说明 how to read it.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from warehouse.export.office import openpyxl
from warehouse.export.packed import without_clock, writable
from warehouse.export.towns import COMPARABILITY, Cell, Town, TownTable
from warehouse.registry.metrics import Metric

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST_ROW = 5
_TITLE_ROW, _METRIC_ROW, _YEAR_ROW = 1, 3, 4
_NOTE_LETTERS = 700
_AROUND = {
    "more_than": '{0}"余"',
    "at_least": '{0}"以上"',
    "at_most": '{0}"以下"',
    "about": '"约"{0}',
    "nearly": '"近"{0}',
}
_SOURCES = (
    ("town 乡镇街道", 16), ("year 年度", 8), ("metric 指标", 24), ("value 数值", 12), ("unit 单位", 8),
    ("qualifier 限定", 12), ("months 月数", 8), ("sentence 原句", 70), ("file 文件", 28), ("URL 网址", 28),
    ("start 起", 8), ("end 止", 8), ("rule 规则", 18), ("issuer 发布机关", 22), ("title 标题", 36),
)  # fmt: skip


def workbook_bytes(table: TownTable) -> bytes:
    """Return the workbook; equal tables give equal bytes.

    Raises:
        WrongArguments: openpyxl is not installed.
    """
    library = openpyxl()
    book = library.Workbook()
    _fill_table(book.active, table)
    _fill_sources(book.create_sheet("出处"), table)
    _fill_notes(book.create_sheet("说明"), table)
    target = BytesIO()
    book.save(target)
    return without_clock(target.getvalue())


def _fill_table(sheet: Worksheet, table: TownTable) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.title = "汇总"
    _put(sheet, _TITLE_ROW, 1, table.title)
    sheet.cell(_TITLE_ROW, 1).font = Font(bold=True, size=14)
    sheet.cell(2, 1, f"{len(table.towns)} 个乡镇街道，{table.reporting} 个有报告；批注为原句、出处与位置")
    sheet.cell(_METRIC_ROW, 1, "乡镇街道")
    sheet.cell(_METRIC_ROW, 2, "区划代码")
    width = 4 if table.with_last_year else 1
    for position, metric in enumerate(table.metrics):
        _head(sheet, table, metric, 3 + position * width, width)
    for row, town in enumerate(table.towns, _FIRST_ROW):
        sheet.cell(row, 1, town.name)
        sheet.cell(row, 2, town.code)
        for position, metric in enumerate(table.metrics):
            _fill_cells(sheet, table, town, metric, row, 3 + position * width)
    sheet.freeze_panes = f"C{_FIRST_ROW}"
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 15
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _head(sheet: Worksheet, table: TownTable, metric: Metric, column: int, width: int) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    head = sheet.cell(_METRIC_ROW, column, f"{metric.name_zh}（{metric.unit}）")
    head.font, head.alignment = Font(bold=True), Alignment(horizontal="center", wrap_text=True)
    if width > 1:
        sheet.merge_cells(
            start_row=_METRIC_ROW, end_row=_METRIC_ROW, start_column=column, end_column=column + width - 1
        )
    change = "增减（百分点）" if metric.kind == "rate" else "增减"
    names = (f"{table.year} 年", f"{table.year - 1} 年", change, "增减 %")
    for offset, name in enumerate(names[:width]):
        sheet.cell(_YEAR_ROW, column + offset, name).alignment = Alignment(horizontal="center")
        sheet.column_dimensions[get_column_letter(column + offset)].width = 12


def _fill_cells(
    sheet: Worksheet, table: TownTable, town: Town, metric: Metric, row: int, column: int
) -> None:
    this = town.cells[metric.key, table.year]
    _fill_value(sheet, this, metric, row, column)
    if not table.with_last_year:
        return
    _fill_value(sheet, town.cells[metric.key, table.year - 1], metric, row, column + 1)
    if this.is_comparable:
        sheet.cell(row, column + 2, this.change).number_format = _number_format(metric)
        if this.change_rate is not None:
            sheet.cell(row, column + 3, this.change_rate).number_format = "0.0"
    elif this.comparability is not None:
        zh, en = COMPARABILITY.get(this.comparability, (this.comparability, ""))
        _mark(sheet, row, column + 2, zh, f"{zh} · {en}")


def _fill_value(sheet: Worksheet, cell: Cell, metric: Metric, row: int, column: int) -> None:
    from openpyxl.comments import Comment

    if cell.value is None:
        _mark(sheet, row, column, cell.reason[0], cell.reference)
        return
    value = int(cell.value) if float(cell.value).is_integer() else cell.value
    written = sheet.cell(row, column, value)
    written.number_format = _number_format(metric, cell)
    written.comment = Comment(cell.reference[:_NOTE_LETTERS], "fazhi", height=140, width=360)


def _mark(sheet: Worksheet, row: int, column: int, word: str, note: str) -> None:
    """A word in grey instead of a figure: sums pass over it, and eyes do not take it for zero."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font

    written = sheet.cell(row, column, word)
    written.font, written.alignment = Font(color="808080", italic=True), Alignment(horizontal="right")
    written.comment = Comment(note, "fazhi")


def _number_format(metric: Metric, cell: Cell | None = None) -> str:
    """A figure stays a number; what the report puts around it is shown by its format."""
    plain = "#,##0" if metric.kind == "count" else "#,##0.##" if metric.kind == "amount" else "0.0#"
    if cell is not None and cell.qualifier == "range" and cell.upper_bound is not None:
        return f'{plain}"–{cell.upper_bound:g}"'
    return _AROUND.get(cell.qualifier or "", "{0}").format(plain) if cell is not None else plain


def _fill_sources(sheet: Worksheet, table: TownTable) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for column, (name, width) in enumerate(_SOURCES, 1):
        sheet.cell(1, column, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    row = 2
    for town in table.towns:
        for metric in table.metrics:
            for year in table.years:
                cell = town.cells[metric.key, year]
                if cell.value is None:
                    continue
                for column, value in enumerate(_source(town, metric, year, cell), 1):
                    _put(sheet, row, column, value)
                sheet.cell(row, 8).alignment = Alignment(wrap_text=True, vertical="top")
                row += 1
    sheet.freeze_panes = "A2"


def _source(town: Town, metric: Metric, year: int, cell: Cell) -> tuple[object, ...]:
    return (
        town.name, year, metric.name_zh, cell.value, metric.unit, cell.qualifier, cell.months_covered,
        (cell.sentence or "").strip(), cell.file, cell.source_url, cell.start_offset, cell.end_offset,
        cell.rule, cell.issuer_name, cell.title,
    )  # fmt: skip


def _put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    """Put words of a document as words: one that begins with = is no formula."""
    if isinstance(value, str):
        value = writable(value)
    written = sheet.cell(row, column)
    written.value = value  # type: ignore[assignment]
    if isinstance(value, str):
        written.data_type = "s"


def _fill_notes(sheet: Worksheet, table: TownTable) -> None:
    sheet.column_dimensions["A"].width = 110
    for row, line in enumerate(notes(table), 1):
        sheet.cell(row, 1, line)


def notes(table: TownTable) -> list[str]:
    """Return how the table is to be read."""
    return [
        table.title,
        f"{table.parent} {table.parent_code} · fazhi-warehouse, version {table.version}",
        "数字均为各乡镇街道报告所述，未作加总、推算或修正；分项不相加。",
        "灰字为空缺原因；“余”“约”“近”等为原文限定。两年口径不可比者不列增减。",
        "Figures are what each town's report says: nothing is summed, inferred or repaired.",
        "Grey words say why a cell is empty; 余, 约, 近 are the report's own qualifiers.",
        "Where two years do not compare, no change is given.",
    ]
