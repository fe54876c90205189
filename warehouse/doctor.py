"""Looking over a home: is it served, do its nights succeed, is there room, is every version whole."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from warehouse.alerts.channels import channels
from warehouse.errors import FazhiError
from warehouse.heartbeat import age_of_success, read_heartbeat
from warehouse.home import Home
from warehouse.lake import Lake
from warehouse.locks import is_held
from warehouse.verify import verify
from warehouse.versions import current_version, list_versions, manifest_of

_STALE_AFTER = timedelta(days=2)
_LOW_SPACE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing looked at."""

    name: str
    state: str
    """ok, warn or bad."""
    finding: str


def examine(home: Home, now: datetime | None = None) -> list[Symptom]:
    """Look at a home without changing anything. ``now`` is in UTC."""
    if not home.root.is_dir():
        return [Symptom("home", "bad", f"there is no folder {home.root}: fazhi run makes one")]
    looks: list[Callable[[], Symptom]] = [
        lambda: _publication(home, now or datetime.now(UTC)),
        lambda: examine_nights(home, _STALE_AFTER, now, "warn"),
        lambda: _chain(home),
        lambda: _content(home),
        lambda: _lake(home),
        lambda: _lock(home),
        lambda: _space(home),
        lambda: _privacy(home),
        lambda: _alerts(os.environ),
    ]
    return [_look(look) for look in looks]


def examine_nights(
    home: Home, limit: timedelta, now: datetime | None = None, otherwise: str = "bad"
) -> Symptom:
    """Say whether a night has succeeded within ``limit``; where none has, the state is ``otherwise``."""
    kept, age = read_heartbeat(home), age_of_success(home, now)
    if kept.last is None or age is None:
        return Symptom("nights", otherwise, "no night has succeeded on this home yet: fazhi run")
    hours = age.total_seconds() / 3600
    told = f"the last good night ended {kept.success.ended_at if kept.success else ''}, {hours:.1f} hours ago"
    if kept.failing_since is not None:
        told += f"; nights fail since {kept.failing_since}, the last with exit code {kept.last.exit_code}"
    return Symptom("nights", "ok" if timedelta(0) <= age <= limit else otherwise, told)


def _alerts(environ: Mapping[str, str]) -> Symptom:
    found = [channel.name for channel in channels(environ)]
    told = f"by {', '.join(found)}" if found else "nobody is told of a failure: docs/alerts.md"
    return Symptom("alerts", "ok" if found else "warn", told)


def _look(look: Callable[[], Symptom]) -> Symptom:
    try:
        return look()
    except (FazhiError, OSError) as error:
        return Symptom("home", "bad", str(error))


def _publication(home: Home, now: datetime) -> Symptom:
    number = current_version(home)
    if number is None:
        return Symptom("publication", "bad", "nothing is published: fazhi run")
    built = datetime.fromisoformat(manifest_of(home, number).built_at)
    age = now - built
    state = "warn" if age > _STALE_AFTER or age < timedelta(0) else "ok"
    # A night without news publishes nothing, so age alone is no failure.
    told = f"version {number}, built {built:%Y-%m-%d %H:%M} UTC, {age.days} days ago"
    return Symptom("publication", state, told)


def _chain(home: Home) -> Symptom:
    kept = [manifest.number for manifest in list_versions(home)]
    broken = [m.number for m in list_versions(home) if m.base is not None and m.base >= m.number]
    if broken:
        return Symptom("versions", "bad", f"versions {broken} do not follow from an earlier one")
    return Symptom("versions", "ok", f"{len(kept)} kept: {', '.join(map(str, kept))}")


def _content(home: Home) -> Symptom:
    problems = [v.problem for m in list_versions(home) if not (v := verify(home, m.number)).is_intact]
    if problems:
        return Symptom("content", "bad", "; ".join(str(problem) for problem in problems))
    return Symptom("content", "ok", "every version holds what was published")


def _lake(home: Home) -> Symptom:
    lake = Lake(home.lake)
    missing = [
        part.name
        for table in ("raw", "text", "document", "report", "observation")
        for part in lake.parts(table)
        if not part.exists()
    ]
    if missing:
        return Symptom("lake", "bad", f"{len(missing)} parts are gone, such as {missing[0]}")
    return Symptom("lake", "ok", f"{lake.read('document', ['document_id']).num_rows} documents")


def _lock(home: Home) -> Symptom:
    if is_held(home.run_lock):
        return Symptom("run", "ok", "a run is at work")
    left = [path.name for path in home.build.glob("*.duckdb")] if home.build.is_dir() else []
    finding = (
        f"left by a run that died: {', '.join(left)}; the next run clears it" if left else "no run is at work"
    )
    return Symptom("run", "ok", finding)


def _space(home: Home) -> Symptom:
    free = shutil.disk_usage(home.root).free
    return Symptom("space", "warn" if free < _LOW_SPACE_BYTES else "ok", f"{free / 1e9:.1f} GB free")


def _privacy(home: Home) -> Symptom:
    open_folders = [
        folder.name
        for folder in (home.lake, home.build, home.quarantine)
        if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077
    ]
    if open_folders:
        return Symptom("privacy", "warn", f"others may look into {', '.join(open_folders)}: chmod 700")
    return Symptom("privacy", "ok", "raw text and builds are for their owner alone")
