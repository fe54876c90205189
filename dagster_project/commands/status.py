"""``fazhi status``: what is served, since when, from how many reports, and whether a run is at work."""

from __future__ import annotations

import argparse
from collections import Counter

from dagster_project.messages import console, labelled
from warehouse.home import Home
from warehouse.locks import is_held
from warehouse.readers import open_published
from warehouse.versions import current_version, manifest_of

_COUNTS = """
    select (select count(*) from document where state = 'read') as read,
           (select count(*) from document where state <> 'read') as refused,
           (select count(*) from report) as reports,
           (select count(*) from observation) as numbers,
           (select count(*) from fact_metric where value is not null) as facts
"""


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print the state of a home."""
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
    console().print(labelled(pairs))
    return 0
