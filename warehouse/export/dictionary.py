"""The data dictionary, drawn from the registry: every table and column with type, unit and meaning.

``python -m warehouse.export.dictionary [FILE]`` writes it, to standard output where no file is named.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from warehouse.registry import GROUPS, TABLES, Column, Table
from warehouse.registry.metrics import load_metrics

_GROUPS = {
    "raw": ("收到的文件", "What came in"),
    "core": ("读出的内容与维度", "What was read, and the dimensions"),
    "facts": ("事实", "Facts"),
    "marts": ("比较", "Comparisons"),
}
_HEADING = """\
# Data dictionary · 数据字典

Every table and column that is published. 由登记表（`warehouse/registry`）生成，请勿手改 ·
Generated from the registry, not to be edited by hand:
`python -m warehouse.export.dictionary docs/data-dictionary.md`.

*Key* marks the columns that identify a row, *null* those that may be empty. The last column holds what else
is known: allowed values, range, whether figures may be added across places, what to mind, and the short name
where it differs (for Stata).
"""


def data_dictionary() -> str:
    """Return the dictionary as Markdown."""
    lines = [_HEADING]
    for group in GROUPS:
        zh, en = _GROUPS[group]
        lines.append(f"## {en} · {zh}\n")
        for table in (table for table in TABLES.values() if table.group == group):
            lines += _table(table)
    return "\n".join(lines).rstrip() + "\n"


def _table(table: Table) -> Iterator[str]:
    yield f"### `{table.name}`\n"
    yield f"{table.meaning_zh}\n\n{table.meaning_en}\n"
    yield "| column | type | unit | 含义 | meaning | |"
    yield "|---|---|---|---|---|---|"
    # Each metric is told once, with its family.
    told = {metric.key for metric in load_metrics()} if table.group == "marts" else set()
    yield from (_row(column, column.name in table.key) for column in table.columns if column.name not in told)
    if any(column.name in told for column in table.columns):
        yield "\n以及各 `fact_<family>` 表的指标列 · and every metric column of the `fact_<family>` tables."
    yield ""


def _row(column: Column, in_key: bool) -> str:
    name = f"`{column.name}`{' *key*' if in_key else ''}{' *null*' if column.is_nullable else ''}"
    cells = (name, column.type, column.unit, column.meaning_zh, column.meaning_en, "; ".join(_more(column)))
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _more(column: Column) -> Iterable[str]:
    if column.allowed:
        yield "one of " + ", ".join(f"`{value}`" for value in column.allowed)
    if column.minimum is not None or column.maximum is not None:
        yield f"{_plain(column.minimum)} … {_plain(column.maximum)}"
    if column.is_additive:
        yield "additive 可加"
    if column.caveats:
        yield column.caveats
    if column.short_name != column.name:
        yield f"short: `{column.short_name}`"
    if column.is_volatile:
        yield "names a run: not exported 不导出"


def _plain(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"


def main() -> None:
    """Write the dictionary to the file that is named, or to standard output."""
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(data_dictionary(), encoding="utf-8")
    else:
        sys.stdout.write(data_dictionary())


if __name__ == "__main__":
    main()
