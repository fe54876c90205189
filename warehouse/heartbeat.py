"""What the last nights came to, kept in the home: for whoever asks from outside whether they still work.

A night that found nothing new is a success, and publishes nothing: the age of the published file says nothing
of it. A run that was killed leaves no trace here: its absence is what tells.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from warehouse.durable import write_json_durably
from warehouse.home import Home

PUBLISHED, NOTHING_NEW, FAILED = "published", "nothing_new", "failed"
OUTCOMES = (PUBLISHED, NOTHING_NEW, FAILED)
_PUBLIC = 0o644


@dataclass(frozen=True, slots=True)
class Night:
    """One run of the nightly job that came to an end."""

    run: str
    outcome: str
    """One of ``OUTCOMES``."""
    started_at: str
    ended_at: str
    """UTC, ISO 8601."""
    seconds: float
    version: int | None
    """The version that is served since."""
    exit_code: int = 0

    @property
    def is_success(self) -> bool:
        """It published, or found that there is nothing to publish."""
        return self.outcome != FAILED


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The last night, the last good one, and the first bad one since."""

    last: Night | None = None
    success: Night | None = None
    failing_since: str | None = None


def heartbeat_path(home: Home) -> Path:
    """Return where the nights are kept."""
    return home.root / "heartbeat.json"


def read_heartbeat(home: Home) -> Heartbeat:
    """Return what is known of the last nights; nothing where none has ended, or the file is unreadable."""
    try:
        kept = json.loads(heartbeat_path(home).read_text(encoding="utf-8"))
        return Heartbeat(_night(kept["last"]), _night(kept["success"]), kept["failing_since"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return Heartbeat()


def record_night(home: Home, night: Night) -> Heartbeat:
    """Add a night; return what is known now."""
    before = read_heartbeat(home)
    if night.is_success:
        now = Heartbeat(night, night)
    else:
        now = Heartbeat(night, before.success, before.failing_since or night.started_at)
    write_json_durably(heartbeat_path(home), asdict(now), _PUBLIC)
    return now


def age_of_success(home: Home, now: datetime | None = None) -> timedelta | None:
    """Return how long ago the last good night ended; None where there was none. ``now`` is in UTC."""
    success = read_heartbeat(home).success
    if success is None:
        return None
    return (now or datetime.now(UTC)) - datetime.fromisoformat(success.ended_at)


def _night(kept: dict[str, Any] | None) -> Night | None:
    return None if kept is None else Night(**kept)
