"""``fazhi doctor``: whether all that a night needs is in order, and what to do about what is not.

``--stale-after 26h`` is the heartbeat outside Dagster, for cron or a systemd timer: it looks at the
nights alone, since a daemon that is dead cannot report itself.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from rich.text import Text

from dagster_project.messages import console, printable, table_of
from warehouse.alerts import Told, stale, tell, trial
from warehouse.doctor import Symptom, examine, examine_nights
from warehouse.errors import WrongArguments
from warehouse.home import Home
from warehouse.prometheus import write_metrics

_PACKAGES = ("duckdb", "polars", "pyarrow", "dagster", "great-expectations")
_OLDEST_PYTHON = (3, 11)
_IN_CHINESE = {
    "python": "Python",
    "libraries": "库",
    "home": "仓库",
    "publication": "发布",
    "nights": "夜间任务",
    "versions": "版本",
    "content": "内容",
    "lake": "数据湖",
    "run": "运行",
    "space": "磁盘",
    "privacy": "权限",
    "alerts": "提醒",
}
_MARKS = {"ok": "✓", "warn": "!", "bad": "✗"}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print what was looked at; 1 if something is bad, or if the warehouse is stale."""
    limit = _duration(arguments.stale_after) if arguments.stale_after else None
    if arguments.try_alerts:
        return _say_told(tell(home, trial(datetime.now(UTC))))
    symptoms = [examine_nights(home, limit)] if limit else [*_programs(), *examine(home)]
    _show(symptoms)
    bad = sum(symptom.state == "bad" for symptom in symptoms)
    if bad and limit is not None and arguments.notify:
        _say_told(tell(home, stale(home, limit)))
    if arguments.metrics:
        write_metrics(home, Path(arguments.metrics))
    return 1 if bad else 0


def _show(symptoms: Sequence[Symptom]) -> None:
    rows = [
        [_MARKS[symptom.state], _IN_CHINESE.get(symptom.name, ""), symptom.name, symptom.finding]
        for symptom in symptoms
    ]
    bad = sum(symptom.state == "bad" for symptom in symptoms)
    out = console()
    out.print(table_of(["", "项目", "looked at", "found"], rows))
    out.print(Text(f"{bad} 项需要处理 · to be mended" if bad else "一切正常 · nothing to be mended"))


def _say_told(told: Told) -> int:
    """Say on standard error who was told; 1 where somebody should have been and nobody was."""
    out = console(stderr=True)
    if told.by:
        out.print(f"已提醒 · told by {', '.join(told.by)}")
    elif told.is_repeat:
        out.print("一天内已提醒过 · told already within the day")
    elif not told.failed:
        out.print("没有设置提醒方式 · no channel is set up: docs/alerts.md")
    return 0 if told.by or told.is_repeat else 1


def _duration(word: str) -> timedelta:
    found = re.fullmatch(r"([1-9][0-9]{0,5})([smhd])", word.strip())
    if found is None:
        raise WrongArguments(
            f"--stale-after {word!r} is no length of time.",
            expected="a number and s, m, h or d",
            todo="--stale-after 26h",
        )
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])


def _programs() -> list[Symptom]:
    found = printable(sys.version.split()[0])
    is_young_enough = sys.version_info[:2] >= _OLDEST_PYTHON
    told = found if is_young_enough else f"{found}, and 3.11 or later is needed: make PYTHON=… install"
    return [
        Symptom("python", "ok" if is_young_enough else "bad", told),
        Symptom("libraries", "ok", ", ".join(f"{name} {version(name)}" for name in _PACKAGES)),
    ]
