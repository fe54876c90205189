"""An incident as a message: a title and some lines, Chinese first, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from warehouse.alerts.incident import Incident
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.versions import current_version, manifest_of

_BEIJING = timezone(timedelta(hours=8))


class NotTold(Exception):
    """A channel did not take a message; the words hold no address and no secret."""


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out."""

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Title and lines as plain text."""
        return "\n".join([self.title, "", *self.lines])


def compose(home: Home, incident: Incident) -> Message:
    """Put an incident into words, with what the home still serves."""
    served_zh, served_en = _served(home)
    since = _shown(incident.since)
    return Message(
        f"法治数据仓库 · fazhi [{home.root.name}]",
        (
            f"发生了什么：{incident.zh}",
            f"自何时起：{since or '刚刚'}",
            f"仍在提供：{served_zh}",
            f"怎么处理：{incident.todo_zh}",
            "",
            f"What happened: {incident.en}",
            f"Since: {since or 'just now'}",
            f"Still served: {served_en}",
            f"What to do: {incident.todo_en}",
        ),
    )


def _served(home: Home) -> tuple[str, str]:
    try:
        number = current_version(home)
        if number is None:
            return "尚未发布任何版本", "nothing has been published yet"
        built = _shown(manifest_of(home, number).built_at)
    except (FazhiError, OSError):
        return "无法判断，请运行 fazhi doctor", "unknown: fazhi doctor"
    return f"第 {number} 版（{built}），照常可查", f"version {number} ({built}), as before"


def _shown(moment: str | None) -> str:
    if moment is None:
        return ""
    return f"{datetime.fromisoformat(moment).astimezone(_BEIJING):%Y-%m-%d %H:%M} 北京时间 UTC+8"
