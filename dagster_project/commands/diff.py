"""``fazhi diff``: what differs between two published versions, or between two editions of a report.

What belongs here: which of the two is asked, and the editions. What does not: versions (``diff_versions``).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, fields

from rich.text import Text

from dagster_project.commands import diff_versions
from dagster_project.messages import console, labelled, table_of
from dagster_project.rows import print_rows
from warehouse.editions import Comparison, Edition, NumberChange, compare_editions
from warehouse.errors import WrongArguments
from warehouse.home import Home

_CHANGES = {"added": "新增 added", "removed": "删去 removed", "changed": "改动 changed"}
_HEADINGS = ["", "指标 metric", "范围 subset", "旧 old", "新 new", "单位 unit", "句子 sentence"]


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print what differs between two versions or two editions.

    Raises:
        WrongArguments: the year is none, the place is unknown, or there are no two editions or versions.
    """
    if arguments.report is None and len(arguments.versions) == 2:
        return diff_versions.main(home, arguments)
    if arguments.report is None or arguments.versions:
        raise WrongArguments(
            f"Two versions or one report are compared; {len(arguments.versions)} versions were named.",
            expected="fazhi diff A B, or fazhi diff --report PLACE YEAR",
            todo="fazhi versions lists the versions, fazhi reports the reports",
        )
    place, year = arguments.report
    if not (year.isascii() and year.isdigit()):
        raise WrongArguments(f"{year!r} is no year.", expected="--report PLACE YEAR, such as 渤海镇 2024")
    editions = tuple(arguments.editions) if arguments.editions else None
    found = compare_editions(home, place, int(year), arguments.issuer, editions, arguments.version)
    if arguments.format == "json":
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    elif arguments.format == "csv":
        columns = [field.name for field in fields(NumberChange)]
        print_rows("csv", columns, [list(asdict(change).values()) for change in found.changes])
    else:
        _tell(found)
    return 0


def _tell(found: Comparison) -> None:
    out = console()
    out.print(Text(f"{found.place} {found.jurisdiction_code} · {found.year}", style="bold"))
    out.print(labelled([("旧 · old", _told_of(found.old)), ("新 · new", _told_of(found.new))]))
    rows = [
        [
            _CHANGES[change.change],
            change.metric or change.name_zh,
            change.subset,
            change.old_text,
            change.new_text,
            change.unit,
            (change.new_sentence or change.old_sentence or "").strip(),
        ]
        for change in found.changes
    ]
    if rows:
        out.print(table_of(_HEADINGS, rows))
    out.print(Text(f"{len(rows)} 处不同 differ, {found.unchanged} 处相同 are the same"))


def _told_of(edition: Edition) -> str:
    pieces = (edition.publish_date, edition.edition_rule, edition.source_url or edition.file)
    current = "，现行 current" if edition.is_current else ""
    return f"{edition.edition}{current}: " + " · ".join(piece for piece in pieces if piece)
