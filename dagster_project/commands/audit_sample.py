"""``fazhi audit-sample``: a page to mark a random sample on, and the precision of the marks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dagster_project.messages import console, table_of
from warehouse.evaluation.marks import Verdict, overall, read_marks
from warehouse.evaluation.page import render
from warehouse.evaluation.sampling import draw
from warehouse.home import Home
from warehouse.html import save

_HEADINGS = ["metric 指标", "right 对", "wrong 错", "unsure 不定", "precision 精确率", "95 %"]


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Write the page, or read the marks that were set on one."""
    if arguments.read:
        return _tell(Path(arguments.read))
    sample = draw(home, arguments.metric, arguments.n, arguments.seed, arguments.version)
    page = render(sample)
    if arguments.output == "-":
        sys.stdout.write(page)
        return 0
    path = Path(arguments.output or f"audit-{sample.metric or 'all'}-{sample.seed}.html")
    save(page, path)
    console().print(
        f"{len(sample.rows)} 条，抽自 of {sample.population}: {path}\n"
        "用浏览器打开，标注后下载 · open it in a browser, mark, download the marks, then:\n"
        "  fazhi audit-sample --read marks.json"
    )
    return 0


def _tell(path: Path) -> int:
    verdicts = read_marks(path)
    rows = [_row(metric, verdict) for metric, verdict in verdicts.items()]
    if len(rows) != 1:
        rows.append(_row("全部 all", overall(verdicts)))
    console().print(table_of(_HEADINGS, rows))
    return 0


def _row(name: str, verdict: Verdict) -> list[object]:
    interval = verdict.interval
    share = "" if verdict.precision is None else f"{100 * verdict.precision:.1f} %"
    bounds = f"{100 * interval[0]:.1f} … {100 * interval[1]:.1f} %" if interval else ""
    return [name, verdict.right, verdict.wrong, verdict.unsure, share, bounds]
