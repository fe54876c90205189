"""``fazhi table``: a county's towns by metrics, last year beside this year, as a workbook or a document."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from pathlib import Path

from rich.text import Text

from dagster_project.messages import console, labelled, table_of
from dagster_project.summary import shown
from warehouse.errors import WrongArguments
from warehouse.export.document import document_bytes
from warehouse.export.files import write_whole
from warehouse.export.towns import TownTable, build_town_table
from warehouse.export.workbook import workbook_bytes
from warehouse.home import Home

_WRITERS: dict[str, Callable[[TownTable], bytes]] = {".xlsx": workbook_bytes, ".docx": document_bytes}


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Write the file, and say what stands in it.

    Raises:
        WrongArguments: the file's ending is neither .xlsx nor .docx.
    """
    path = Path(arguments.output).absolute()
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise WrongArguments(
            f"{path.name} is neither a workbook nor a document.", expected="-o FILE.xlsx or -o FILE.docx"
        )
    table = build_town_table(
        home,
        arguments.parent,
        arguments.year,
        [name for name in (arguments.metrics or "").split(",") if name],
        with_last_year=arguments.with_last_year,
        version=arguments.version,
    )
    write_whole(path, writer(table))
    _tell(table, path, home)
    return 0


def _tell(table: TownTable, path: Path, home: Home) -> None:
    out = console()
    out.print(
        labelled(
            [
                ("汇总表 · table", shown(path)),
                ("上级 · parent", f"{table.parent} {table.parent_code}"),
                ("年度 · years", ", ".join(map(str, table.years))),
                ("乡镇 · towns", f"{len(table.towns)}, {table.reporting} with a report 有报告"),
                ("版本 · version", table.version),
            ]
        )
    )
    rows = [(metric.key, metric.name_zh, _given(table, metric.key)) for metric in table.metrics]
    out.print(table_of(["metric 指标", "", "towns 填报"], rows))
    out.print(Text("接下来 · where a figure comes from", style="bold"))
    town, metric = _example(table)
    out.print(f"  fazhi explain {town} {table.year} {metric} --home {shlex.quote(shown(home.root))}")


def _given(table: TownTable, metric: str) -> int:
    return sum(town.cells[metric, table.year].value is not None for town in table.towns)


def _example(table: TownTable) -> tuple[str, str]:
    return next(
        (town.code, metric.key)
        for town in table.towns
        for metric in table.metrics
        if town.cells[metric.key, table.year].value is not None
    )
