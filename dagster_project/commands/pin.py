"""``fazhi pin``: gives a version a name and keeps it for good."""

from __future__ import annotations

import argparse

from dagster_project.messages import console
from warehouse.home import Home
from warehouse.versions import pin


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Name a version."""
    pin(home, arguments.number, arguments.name)
    console().print(f"版本 {arguments.number} 名为 {arguments.name}，永久保留 · kept for good")
    return 0
