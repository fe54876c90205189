"""``fazhi hold``: takes one document out of what is published, and puts it back; the lake keeps it."""

from __future__ import annotations

import argparse

from dagster_project.messages import console, printable, table_of
from warehouse.errors import WrongArguments
from warehouse.holds import add_hold, load_holds, release, same_text
from warehouse.home import Home

_HEADINGS = ["document 文件标识", "file 文件", "since 自", "by 何人", "reason 理由"]


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Hold a document, release it, or list what is held."""
    if arguments.list:
        return _list(home)
    if not arguments.document or not (arguments.release or (arguments.by and arguments.reason)):
        raise WrongArguments(
            "Something is missing.",
            expected="fazhi hold DOCUMENT --by WHO --reason WHY, or fazhi hold DOCUMENT --release",
        )
    if arguments.release:
        held = release(home, arguments.document)
        told = "下次运行时恢复 · comes back with the next fazhi run"
    else:
        held = add_hold(home, arguments.document, arguments.by, arguments.reason)
        told = "下次运行起不再采用 · is left out from the next fazhi run on"
    out = console()
    out.print(f"{printable(held.file)} ({held.document[:12]}…): {told}")
    if not arguments.release and (copies := same_text(home, held.document)):
        out.print(
            "  正文相同的其他文件仍在采用 · the same text stays in use from: " + printable(", ".join(copies))
        )
    return 0


def _list(home: Home) -> int:
    holds = load_holds(home)
    if not holds:
        console().print(f"没有暂扣的文件 · nothing is held in {home.root}")
        return 0
    rows = [[h.document[:16], h.file, h.made_on, h.by, h.reason] for h in holds]
    console().print(table_of(_HEADINGS, rows))
    return 0
