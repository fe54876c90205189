"""``fazhi versions``: what has been published, newest first, and which version is being served."""

from __future__ import annotations

import argparse

from dagster_project.messages import console, table_of
from warehouse.home import Home
from warehouse.versions import current_version, list_versions, read_pins

_HEADINGS = [
    "version 版本",
    "",
    "built (UTC) 生成",
    "rows 行",
    "MB",
    "from 基于",
    "pinned 固定",
    "waived 豁免",
    "run 运行",
]


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print the versions that are kept."""
    kept = list_versions(home)
    if not kept:
        console().print(f"还没有发布任何版本 · nothing is published yet in {home.root}")
        return 0
    current, pins = current_version(home), read_pins(home)
    console().print(
        table_of(
            _HEADINGS,
            [
                [
                    manifest.number,
                    "← current 当前" if manifest.number == current else "",
                    manifest.built_at,
                    sum(manifest.rows.values()),
                    round(manifest.size_bytes / 1e6, 1),
                    manifest.base,
                    ", ".join(name for name, number in pins.items() if number == manifest.number),
                    ", ".join(f"{c['table']}.{c['name']}" for c in manifest.checks if c.get("waived")),
                    manifest.run,
                ]
                for manifest in reversed(kept)
            ],
        )
    )
    return 0
