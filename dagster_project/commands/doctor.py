"""``fazhi doctor``: whether all that a night needs is in order, and what to do about what is not."""

from __future__ import annotations

import argparse
import sys
from importlib.metadata import version

from rich.text import Text

from dagster_project.messages import console, printable, table_of
from warehouse.doctor import Symptom, examine
from warehouse.home import Home

_PACKAGES = ("duckdb", "polars", "pyarrow", "dagster", "great-expectations")
_OLDEST_PYTHON = (3, 11)
_IN_CHINESE = {
    "python": "Python",
    "libraries": "库",
    "home": "仓库",
    "publication": "发布",
    "versions": "版本",
    "content": "内容",
    "lake": "数据湖",
    "run": "运行",
    "space": "磁盘",
    "privacy": "权限",
}
_MARKS = {"ok": "✓", "warn": "!", "bad": "✗"}


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print what was looked at; 1 if something is bad."""
    symptoms = [*_programs(), *examine(home)]
    out = console()
    out.print(
        table_of(
            ["", "项目", "looked at", "found"],
            [
                [_MARKS[symptom.state], _IN_CHINESE.get(symptom.name, ""), symptom.name, symptom.finding]
                for symptom in symptoms
            ],
        )
    )
    bad = sum(symptom.state == "bad" for symptom in symptoms)
    out.print(Text(f"{bad} 项需要处理 · to be mended" if bad else "一切正常 · nothing to be mended"))
    return 1 if bad else 0


def _programs() -> list[Symptom]:
    found = printable(sys.version.split()[0])
    is_young_enough = sys.version_info[:2] >= _OLDEST_PYTHON
    told = found if is_young_enough else f"{found}, and 3.11 or later is needed: make PYTHON=… install"
    return [
        Symptom("python", "ok" if is_young_enough else "bad", told),
        Symptom("libraries", "ok", ", ".join(f"{name} {version(name)}" for name in _PACKAGES)),
    ]
