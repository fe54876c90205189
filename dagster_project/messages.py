"""What ``fazhi`` says on the terminal: in both languages, aligned whatever the width of a character.

What belongs here: the look of tables, counts and errors. What does not: what they are about.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from warehouse.errors import FazhiError

_WIDE = 10_000
"""Columns of an output that is no terminal: nothing is folded or cut in a file or a pipe."""

_IN_CHINESE = {
    1: "意外错误",
    2: "目录不存在，或参数有误",
    3: "没有一份可读的文件",
    4: "检查未通过，未发布；现有版本不受影响",
    5: "检查无法进行，未发布；现有版本不受影响",
    6: "另一次运行已抢先发布，本次未发布",
    7: "磁盘空间不足；现有版本不受影响",
    8: "更正条目与原文不再相符",
    9: "运行超时，已停止；现有版本不受影响",
    11: "集群未能完成抽取；现有版本不受影响",
    75: "另一个运行正在进行",
}


def console(*, stderr: bool = False) -> Console:
    """Return a console for standard output, or for standard error."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _WIDE
    return Console(file=stream, width=width, highlight=False, markup=False, soft_wrap=True)


def printable(value: object) -> str:
    """Return a cell as one line of text: what comes from a document must not steer the terminal."""
    if value is None:
        return ""
    return "".join(letter if letter.isprintable() else " " for letter in str(value))


def table_of(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Return rows as a table, numbers to the right."""
    kept = [list(row) for row in rows]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for position, heading in enumerate(headings):
        numeric = bool(kept) and all(_is_number(row[position]) for row in kept if row[position] is not None)
        table.add_column(Text(printable(heading)), justify="right" if numeric else "left")
    for row in kept:
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table


def labelled(pairs: Iterable[tuple[str, object]]) -> Table:
    """Return labels with their values, one a line, the values below each other."""
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(overflow="fold")
    for label, value in pairs:
        table.add_row(Text(label, style="bold"), Text(printable(value)))
    return table


def tell_error(error: FazhiError) -> None:
    """Say on standard error what went wrong, what was expected, where, and what to do."""
    out = console(stderr=True)
    summary = _IN_CHINESE.get(error.exit_code, _IN_CHINESE[1])
    found = "\n".join(printable(line) for line in error.found.splitlines())
    out.print(Text(f"fazhi: {summary} · {found}", style="bold red"))
    parts = [
        ("应为 · expected", error.expected),
        ("位置 · where", error.where),
        ("处理 · what to do", error.todo),
    ]
    shown = [(label, text) for label, text in parts if text]
    if shown:
        out.print(labelled(shown))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
