"""``fazhi query``: one read-only statement over the published warehouse, as a table, CSV or JSON."""

from __future__ import annotations

import argparse
from typing import Any

from rich.text import Text

from dagster_project.messages import console, table_of
from dagster_project.rows import print_rows
from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.questions import find_question, load_questions
from warehouse.readers import query


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print what the statement selects, or which questions there are to ask by name.

    Raises:
        WrongArguments: neither a statement nor the name of a question is given, or both.
    """
    if arguments.questions:
        return _list_questions()
    if (arguments.sql is None) == (arguments.question is None):
        raise WrongArguments(
            "There is nothing to ask, or two things at once.",
            expected='a statement, such as fazhi query "show tables", or --question NAME',
            todo="fazhi query --questions lists the questions that have a name",
        )
    statement = arguments.sql
    if arguments.question is not None:
        asked = find_question(arguments.question)
        statement = asked.statement
        console(stderr=True).print(Text(f"{asked.asked_zh} · {asked.asked_en}", style="bold"))
    frame = query(home, statement, arguments.version)
    rows: list[tuple[Any, ...]] = frame.rows()
    print_rows(arguments.format, frame.columns, rows)
    return 0


def _list_questions() -> int:
    rows = [(asked.name, asked.asked_zh, asked.asked_en) for asked in load_questions().values()]
    console().print(table_of(["name 名称", "question 问题", ""], rows))
    console(stderr=True).print("按名称提问 · to ask one: fazhi query --question NAME")
    return 0
