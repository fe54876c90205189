"""``fazhi quality``: one page on the checks, the suites and the findings, to open in any browser."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dagster_project.messages import console
from dagster_project.summary import counted
from warehouse.home import Home
from warehouse.html import save
from warehouse.quality.page import gather, render


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Write the page, and say what it holds."""
    quality = gather(home)
    page = render(quality)
    if arguments.output == "-":
        sys.stdout.write(page)
        return 0
    path = Path(arguments.output) if arguments.output else home.root / "quality.html"
    save(page, path)
    out = console()
    if quality.last is not None:
        out.print(f"检查 · checks: {counted(list(quality.last.outcomes))}")
    out.print(f"来源中的矛盾 · findings: {quality.finding_count}")
    out.print(f"{path}\n  用浏览器打开，无需联网 · open it in a browser; it needs no network")
    return 0
