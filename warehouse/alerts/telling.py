"""Sending an incident by every channel at once, never in the way of the run that tells it.

A channel that is dead, slow or wrongly set costs one warning and at most ``$FAZHI_ALERT_TIMEOUT`` seconds.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.alerts.channels import Channel, channels
from warehouse.alerts.incident import Incident
from warehouse.alerts.message import Message, NotTold, compose
from warehouse.durable import write_json_durably
from warehouse.home import Home

_SECONDS = 10.0
_AGAIN_AFTER = timedelta(hours=20)
"""What lasts is told once a day, however often it is found out."""
_log = logging.getLogger("fazhi.alerts")


@dataclass(frozen=True, slots=True)
class Told:
    """Which channels took a message, and why the others did not."""

    by: tuple[str, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)
    is_repeat: bool = False
    """It had been told within the day, and was not told again."""


def tell(home: Home, incident: Incident, environ: Mapping[str, str] = os.environ) -> Told:
    """Tell an incident by every channel that is set up; never raises, and what failed is one warning."""
    try:
        return _tell(home, incident, environ)
    except Exception as error:  # Whatever it is, the run that tells goes on.
        _log.warning("提醒未送达 · nobody could be told: %s", type(error).__name__)
        return Told(failed={"alerts": type(error).__name__})


def _tell(home: Home, incident: Incident, environ: Mapping[str, str]) -> Told:
    ways = channels(environ)
    if not ways:
        return Told()
    known = _already_told(home)
    if incident.key in known:
        return Told(is_repeat=True)
    told = _send_all(ways, compose(home, incident), _patience(environ))
    if told.failed:
        reasons = ", ".join(f"{name} ({why})" for name, why in sorted(told.failed.items()))
        _log.warning("提醒未送达 · not told by: %s", reasons)
    if told.by:
        with suppress(OSError):
            now = datetime.now(UTC).isoformat(timespec="seconds")
            write_json_durably(_path(home), {**known, incident.key: now})
    return told


def _send_all(ways: list[Channel], message: Message, seconds: float) -> Told:
    """Send by all channels at the same time; one that is not done in time counts as failed."""
    outcomes: dict[str, str] = {}
    threads = [
        threading.Thread(target=_send, args=(way, message, seconds, outcomes), daemon=True) for way in ways
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    settled = {way.name: outcomes.get(way.name, f"no answer within {seconds:g} s") for way in ways}
    return Told(
        tuple(name for name, why in settled.items() if not why),
        {name: why for name, why in settled.items() if why},
    )


def _send(way: Channel, message: Message, seconds: float, outcomes: dict[str, str]) -> None:
    try:
        way.send(message, seconds)
    except NotTold as error:
        outcomes[way.name] = str(error)
    except Exception as error:  # An error of the network names addresses: only its kind is told.
        outcomes[way.name] = type(error).__name__
    else:
        outcomes[way.name] = ""


def _patience(environ: Mapping[str, str]) -> float:
    try:
        return max(0.1, float(environ.get("FAZHI_ALERT_TIMEOUT") or _SECONDS))
    except ValueError:
        return _SECONDS


def _path(home: Home) -> Path:
    return home.root / "alerts.json"


def _already_told(home: Home) -> dict[str, str]:
    try:
        kept = json.loads(_path(home).read_text(encoding="utf-8"))
        since = datetime.now(UTC) - _AGAIN_AFTER
        return {key: at for key, at in kept.items() if datetime.fromisoformat(at) > since}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
