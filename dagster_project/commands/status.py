"""``fazhi status``: what is served, since when, from how many reports, and whether a run is at work."""

from __future__ import annotations

import argparse
from collections import Counter

from dagster_project.messages import console, labelled
from dagster_project.rows import print_rows
from warehouse.expected import reporting_below
from warehouse.home import Home
from warehouse.locks import is_held
from warehouse.readers import open_published
from warehouse.versions import Manifest, current_version, manifest_of

_COUNTS = """
    select (select count(*) from document where state = 'read') as read,
           (select count(*) from document where state <> 'read') as refused,
           (select count(*) from report) as reports,
           (select count(*) from observation) as numbers,
           (select count(*) from fact_metric where value is not null) as facts
"""


_HEADINGS = {
    "state": "state 状态",
    "issuer_name": "issuer 单位",
    "place": "place 地区",
    "report_type": "type 类型",
    "year": "year 年度",
    "due_date": "due 到期",
    "publish_date": "published 发布",
    "days_late": "late 逾期天数",
    "file_or_reason": "file or reason 文件或原因",
}
"""What the table shows; CSV and JSON hold every column."""


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print the state of a home; or who below a place has reported on a year and who has not."""
    if arguments.parent is not None or arguments.year is not None:
        return _list_reporting(home, arguments)
    at_work = "一个运行正在进行 a run is at work" if is_held(home.run_lock) else "无 none"
    pairs: list[tuple[str, object]] = [("位置 · home", home.root), ("运行 · run", at_work)]
    number = current_version(home)
    if number is None:
        console().print(labelled([*pairs, ("版本 · version", "还没有发布 nothing is published yet")]))
        return 0
    manifest = manifest_of(home, number)
    with open_published(home, number) as published:
        counts = published.rows(_COUNTS)[0]
    outcomes = Counter(check["outcome"] for check in manifest.checks)
    pairs += [
        ("版本 · version", f"{number}, {manifest.built_at}"),
        (
            "文件 · documents",
            f"{counts['read']} read 已读, {counts['refused']} refused or no report 拒收或非报告",
        ),
        ("报告 · reports", counts["reports"]),
        ("数字 · numbers", counts["numbers"]),
        ("事实 · facts", counts["facts"]),
        ("检查 · checks", ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))),
    ]
    pairs += [("豁免 · waived", told) for told in waivers_of(manifest)]
    console().print(labelled(pairs))
    return 0


def waivers_of(manifest: Manifest) -> list[str]:
    """Return the failures that a version was published past, each as a line."""
    return [
        f"{check['table']}.{check['name']}: {check['failed']} rows 行, until 至 {waived['until']},"
        f" {waived['by']}: {waived['reason']}"
        for check in manifest.checks
        if (waived := check.get("waived"))
    ]


def _list_reporting(home: Home, arguments: argparse.Namespace) -> int:
    with open_published(home) as published:
        reporting = reporting_below(published, arguments.parent, arguments.year)
    frame = reporting.rows
    counts = Counter(frame["state"].to_list())
    if arguments.format == "table":
        frame = frame.select(list(_HEADINGS))
    print_rows(arguments.format, frame.columns, frame.rows(), list(_HEADINGS.values()))
    told = console(stderr=True)
    told.print(", ".join(f"{count} {state}" for state, count in sorted(counts.items())) or "0 reports 报告")
    if not reporting.has_roster:
        told.print(
            "没有相应名册，无从知道谁应报告，只列已报告者 · no roster covers this: who should have reported"
            " is not known, so only what was reported is listed (put a roster.csv into the landing folder)"
        )
    return 0
