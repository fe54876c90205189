"""``fazhi rollback``: points back to an earlier version, after looking whether its bytes are intact."""

from __future__ import annotations

import argparse

from dagster_project.messages import console
from warehouse.home import Home
from warehouse.versions import rollback


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Make an earlier version current."""
    manifest = rollback(home, arguments.number)
    console().print(
        f"已回退到版本 {manifest.number}（{manifest.built_at}）· it is current again.\n"
        "有新内容时会在它之上发布 · the next run with news publishes on top of it."
    )
    return 0
