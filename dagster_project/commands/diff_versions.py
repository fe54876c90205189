"""``fazhi diff A B``: facts that came, changed or went between two versions, and coverage that was lost."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.text import Text

from dagster_project.messages import console, table_of
from dagster_project.rows import print_rows
from warehouse.differences import Differences, differences_between
from warehouse.home import Home

_KINDS = {"added": "新增 added", "changed": "改动 changed", "removed": "减少 removed"}
_COLUMNS = ["change", "jurisdiction_code", "issuer_id", "report_type", "year", "metric"]
_VALUES = [
    "old_value",
    "old_qualifier",
    "old_basis",
    "new_value",
    "new_qualifier",
    "new_basis",
    "missing_reason",
]
_HEADINGS = [
    "",
    "地方 place",
    "机关 issuer",
    "年度 year",
    "指标 metric",
    "旧 old",
    "新 new",
    "空缺原因 why empty",
]
_SHOWN = 200


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print what differs between two versions."""
    found = differences_between(home, *arguments.versions)
    if arguments.format == "json":
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    elif arguments.format == "csv":
        columns = [*_COLUMNS, *_VALUES]
        print_rows("csv", columns, [[row[name] for name in columns] for row in _rows(found)])
    else:
        _tell(found)
    return 0


def _rows(found: Differences) -> list[Mapping[str, Any]]:
    lists = {"added": found.added, "changed": found.changed, "removed": found.removed}
    return [{"change": kind, **row} for kind, rows in lists.items() for row in rows]


def _tell(found: Differences) -> None:
    out = console()
    out.print(Text(f"{found.old} → {found.new}", style="bold"))
    rows = _rows(found)
    if rows:
        out.print(table_of(_HEADINGS, [_shown(row) for row in rows[:_SHOWN]]))
    if (hidden := len(rows) - _SHOWN + found.left_off) > 0:
        out.print(Text(f"另有 {hidden} 条未列出 · {hidden} more are not shown: --format json lists them"))
    out.print(Text(", ".join(f"{found.counts[kind]} {told}" for kind, told in _KINDS.items())))
    lost = [f"{row['jurisdiction_code']}/{row['year']}" for row in found.lost_years]
    _tell_lost("失去的地方年度 · places' years lost", lost)
    _tell_lost("失去的指标 · metrics lost", found.lost_metrics)


def _tell_lost(label: str, names: Sequence[str]) -> None:
    if names:
        more = f" … ({len(names)})" if len(names) > _SHOWN else ""
        console().print(Text(f"{label}: {', '.join(names[:_SHOWN])}{more}"))


def _shown(row: Mapping[str, Any]) -> list[object]:
    issuer = row["issuer_id"].removeprefix(f"{row['jurisdiction_code']}-")
    return [
        _KINDS[row["change"]],
        row["jurisdiction_code"],
        issuer if row["report_type"] == "rule_of_law" else f"{issuer} ({row['report_type']})",
        row["year"],
        row["metric"],
        _value(row["old_value"], row["old_qualifier"]),
        _value(row["new_value"], row["new_qualifier"]),
        row["missing_reason"],
    ]


def _value(value: float | None, qualifier: str | None) -> str | None:
    if value is None:
        return None
    return f"{value:.15g}" if qualifier in (None, "exact") else f"{value:.15g} ({qualifier})"
