"""``fazhi explain-report``: what a file would be taken for, with all evidence; nothing is stored."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from rich.text import Text

from dagster_project.messages import console, table_of
from warehouse.decisions import Decided, explain_file
from warehouse.home import Home

_IN_CHINESE = {
    "state": "状态",
    "kind": "文件类型",
    "encoding": "编码",
    "characters": "字符数",
    "sha256": "",
    "url": "网址",
    "retrieved_at": "取得时间",
    "publisher": "发布者",
    "declared_code": "申报代码",
    "is_report": "是否报告",
    "report_type": "报告类型",
    "title": "标题",
    "issuer": "单位",
    "issuer_kind": "单位种类",
    "place": "地区",
    "place_candidates": "候选地区",
    "year": "年度",
    "publish_date": "公布日期",
    "numbers": "数字",
    "observations": "数量",
    "report_id": "报告标识",
}
_HEADINGS = ["", "问 decision", "断 decided", "据 evidence"]


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print the decisions on each document of a file."""
    found, notes = explain_file(Path(arguments.file))
    for note in notes:
        console(stderr=True).print(Text(note))
    if arguments.text:
        sys.stdout.write("".join(document.text or "" for document in found))
    elif arguments.format == "json":
        print(json.dumps([_record(document) for document in found], ensure_ascii=False, indent=1))
    else:
        for document in found:
            _tell(document)
    return 0


def _record(document: Decided) -> dict[str, object]:
    return {"file": document.file, "decisions": [asdict(decision) for decision in document.decisions]}


def _tell(document: Decided) -> None:
    out = console()
    out.print(Text(document.file, style="bold"))
    rows = [
        [_IN_CHINESE[d.name], d.name, "未定 open" if d.decided is None else d.decided, " | ".join(d.evidence)]
        for d in document.decisions
    ]
    out.print(table_of(_HEADINGS, rows))
