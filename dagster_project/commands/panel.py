"""``fazhi panel``: some metrics as one row a place and year, for Stata, R, Python or a spreadsheet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.text import Text

from dagster_project.messages import console, labelled, table_of
from dagster_project.summary import shown
from warehouse.export.files import panel_bytes, write_whole
from warehouse.export.panel import Panel, build_panel
from warehouse.home import Home

_HEADINGS = ["metric 指标", "column 列", "values 有值", "empty 空缺"]


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Write the panel, and say how full it is and how to open it."""
    panel = build_panel(home, arguments.metrics.split(","), arguments.version)
    content = panel_bytes(panel, arguments.format)
    if arguments.output == "-":
        sys.stdout.buffer.write(content)
        return 0
    path = Path(arguments.output or f"panel.{arguments.format}").absolute()
    write_whole(path, content)
    _tell(panel, path, arguments.format)
    return 0


def _tell(panel: Panel, path: Path, form: str) -> None:
    out = console()
    years = panel.frame.get_column("year").sort()
    out.print(
        labelled(
            [
                ("面板 · panel", shown(path)),
                ("行 · rows", f"{panel.frame.height}, {years[0]}–{years[-1]}"),
                ("版本 · version", panel.version),
            ]
        )
    )
    out.print(table_of(_HEADINGS, [_row(panel, position, form) for position in range(len(panel.metrics))]))
    usage = {
        "dta": [f'use "{shown(path)}", clear', f'haven::read_dta("{shown(path)}")'],
        "parquet": [f"duckdb -c \"from '{shown(path)}'\""],
        "csv": [f"duckdb -c \"from '{shown(path)}'\""],
    }
    out.print(Text("接下来 · to open it", style="bold"))
    for line in usage[form]:
        out.print(f"  {line}")


def _row(panel: Panel, position: int, form: str) -> list[object]:
    metric = panel.metrics[position]
    count = panel.frame.get_column(metric.key).count()
    empty = ", ".join(f"{number} {reason}" for reason, number in panel.reasons(metric))
    return [metric.name_zh, metric.short_name if form == "dta" else metric.key, count, empty]
