"""``fazhi reports``: the documents that came in, what each was taken for, and why some were refused."""

from __future__ import annotations

import argparse

from dagster_project.messages import console, table_of
from warehouse.home import Home
from warehouse.readers import open_published

_DOCUMENTS = """
    select d.file, d.state, r.issuer_name, r.jurisdiction_code, r.report_year, d.reason
    from document as d left join report as r using (document_id)
    order by d.state desc, d.file
"""
_HEADINGS = ["file 文件", "state 状态", "issuer 单位", "place 地区", "year 年度", "reason 原因"]


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print one line a document."""
    with open_published(home) as published:
        frame = published.sql(_DOCUMENTS)
    console().print(table_of(_HEADINGS, frame.rows()))
    return 0
