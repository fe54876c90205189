"""``fazhi waive``: lets the failure of a check pass for a time, on record and shown with the data."""

from __future__ import annotations

import argparse
from datetime import date

from dagster_project.messages import console, table_of
from warehouse.entries import today_in_china
from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.waivers import add_waiver, load_waivers

_HEADINGS = ["check 检查", "table 表", "until 至", "counts 有效", "by 何人", "reason 理由"]


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Write a waiver, or list them."""
    if arguments.list:
        return _list(home)
    if not (arguments.check and arguments.until and arguments.by and arguments.reason):
        raise WrongArguments(
            "Something is missing.", expected="fazhi waive CHECK[:TABLE] --until DATE --by WHO --reason WHY"
        )
    path, waiver = add_waiver(home, arguments.check, _day(arguments.until), arguments.by, arguments.reason)
    out = console()
    out.print(
        f"{waiver.table} 的检查 {waiver.check} 如未通过，至 {waiver.until} 仍予发布"
        f" · a failure of {waiver.check} on {waiver.table} is let pass until {waiver.until}"
    )
    out.print(f"  {path}")
    out.print("  下次运行生效，并列于表 waiver · counts from the next run on, and is shown in table waiver")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongArguments(f"--until is {text!r}.", expected="a day, YYYY-MM-DD") from error


def _list(home: Home) -> int:
    waivers = load_waivers(home)
    if not waivers:
        console().print(f"没有豁免 · nothing is waived in {home.root}")
        return 0
    today = today_in_china()
    rows = [
        [w.check, w.table, w.until, "yes 是" if today <= w.until else "expired 过期", w.by, w.reason]
        for w in waivers
    ]
    console().print(table_of(_HEADINGS, rows))
    return 0
