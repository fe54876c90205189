"""What went wrong, put into words: one value an incident, its wording in ``wording.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from warehouse.audit import CheckOutcome
from warehouse.errors import FazhiError
from warehouse.heartbeat import read_heartbeat
from warehouse.home import Home

_PATH = Path(__file__).with_name("wording.toml")
_KEYS = {"zh", "en", "todo_zh", "todo_en"}
_KINDS = {"died", "stale", "check", "trial"}
_SHOWN_CHECKS = 5


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that people should hear of."""

    key: str
    """The same for the same incident: it is not told twice within a day."""
    zh: str
    en: str
    todo_zh: str
    todo_en: str
    since: str | None = None
    """UTC, ISO 8601; None where it has just begun."""


def run_failed(
    home: Home, error: BaseException, run: str, step: str = "", outcomes: Sequence[CheckOutcome] = ()
) -> Incident:
    """A run that ended with an error. Of one not ours only the kind is told: it may quote a document."""
    code = error.exit_code if isinstance(error, FazhiError) else 1
    stopping = [outcome for outcome in outcomes if outcome.stops_publication]
    said = {"step": step or "-", "error": type(error).__name__, "checks": _named(stopping)}
    return _worded(f"failed:{run}", "exit", str(code), said, read_heartbeat(home).failing_since)


def checks_failed(outcomes: Sequence[CheckOutcome], run: str) -> Incident:
    """A publication past which some checks warn that did not warn before."""
    return _worded(f"checks:{run}", "kind", "check", {"checks": _named(outcomes)}, None)


def stale(home: Home, limit: timedelta) -> Incident:
    """No night has succeeded for longer than ``limit``."""
    success = read_heartbeat(home).success
    since = success.ended_at if success else None
    return _worded(f"stale:{since}", "kind", "stale", {"limit": duration(limit)}, since)


def died(run: str, started: datetime | None) -> Incident:
    """A run that is recorded as at work, and whose process is gone."""
    since = started.isoformat(timespec="seconds") if started else None
    return _worded(f"died:{run}", "kind", "died", {}, since)


def trial(now: datetime) -> Incident:
    """Nothing went wrong: somebody looks whether alerts arrive."""
    return _worded(f"trial:{now.isoformat()}", "kind", "trial", {}, None)


def duration(time: timedelta) -> str:
    """Return a length of time as people write it on the command line: ``26h``."""
    seconds = int(time.total_seconds())
    for size, unit in ((86400, "d"), (3600, "h"), (60, "m")):
        if seconds >= size and not seconds % size:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def load_wording() -> dict[str, dict[str, dict[str, str]]]:
    """Return the wording, by ``kind`` and by ``exit``.

    Raises:
        ValueError: an entry is missing, or is not worded in both languages.
    """
    with _PATH.open("rb") as source:
        wording: dict[str, dict[str, dict[str, str]]] = tomllib.load(source)
    if set(wording) != {"kind", "exit"} or set(wording["kind"]) != _KINDS or "1" not in wording["exit"]:
        raise ValueError(f"{_PATH.name}: expected exit.1 and the kinds {sorted(_KINDS)}")
    for group, entries in wording.items():
        for name, entry in entries.items():
            if set(entry) != _KEYS or not all(entry.values()):
                raise ValueError(f"{_PATH.name}: {group}.{name} needs {sorted(_KEYS)}, each with words")
    return wording


@cache
def _wording() -> dict[str, dict[str, dict[str, str]]]:
    return load_wording()


def _worded(key: str, group: str, name: str, said: dict[str, str], since: str | None) -> Incident:
    entry = _wording()[group].get(name) or _wording()[group]["1"]
    return Incident(key, **{part: text.format(**said) for part, text in entry.items()}, since=since)


def _named(outcomes: Sequence[CheckOutcome]) -> str:
    names = [f"{outcome.table}.{outcome.name}" for outcome in outcomes]
    more = f" … +{len(names) - _SHOWN_CHECKS}" if len(names) > _SHOWN_CHECKS else ""
    return ", ".join(names[:_SHOWN_CHECKS]) + more or "-"
