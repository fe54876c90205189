"""``fazhi reports``: the documents that came in, what each was taken for, and why some were refused."""

from __future__ import annotations

import argparse

from dagster_project.rows import print_rows
from warehouse.home import Home
from warehouse.readers import open_published
from warehouse.statements import read_statement

_HEADINGS = {
    "file": "file 文件",
    "state": "state 状态",
    "reason": "reason 原因",
    "issuer_name": "issuer 单位",
    "place": "place 地区",
    "year": "year 年度",
    "edition": "edition 版本",
    "editions": "of 共",
    "facts": "facts 事实",
}
"""What the table shows; CSV and JSON hold every column."""


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print one line a document."""
    with open_published(home, arguments.version) as published:
        frame = published.sql(read_statement("explain/documents.sql"))
    if arguments.format == "table":
        frame = frame.select(list(_HEADINGS))
    print_rows(arguments.format, frame.columns, frame.rows(), list(_HEADINGS.values()))
    return 0
