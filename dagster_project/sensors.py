"""A sensor on the landing folder, off by default: new files start a run once it is quiet for a minute."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from dagster_project.jobs import nightly
from dagster_project.resources import landing_folder
from warehouse.home import Home
from warehouse.locks import is_held

QUIET_SECONDS = 60


@dataclass(frozen=True, slots=True)
class FolderState:
    """What a folder looks like from outside: enough to see that something came or changed."""

    fingerprint: str
    files: int
    newest: float
    """Time of the last change, in seconds since 1970; 0 for an empty folder."""


def look_at(folder: Path) -> FolderState:
    """Take the state of a folder from names, sizes and times; no file is opened."""
    seen = sorted(_entries(folder))
    digest = hashlib.sha256(repr(seen).encode("utf-8", "surrogateescape")).hexdigest()
    return FolderState(digest, len(seen), max((changed for _, _, changed in seen), default=0.0))


def _entries(folder: Path) -> Iterator[tuple[str, int, float]]:
    for parent, _folders, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            try:
                status = path.lstat()
            except FileNotFoundError:
                continue  # gone between listing and looking: the next tick sees it
            yield path.relative_to(folder).as_posix(), status.st_size, max(status.st_mtime, status.st_ctime)


@dg.sensor(
    job=nightly,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.STOPPED,
    description=(
        "落地目录有变化且静默一分钟后启动 · "
        "starts a run when the landing folder has changed and been quiet for a minute"
    ),
)
def landing_folder_changed(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run when the folder differs from the one that the last run was asked for."""
    home = Home.at()
    if is_held(home.run_lock):
        return dg.SkipReason(f"另一个运行正在进行，本次跳过 · another run is at work on {home.root}")
    state = look_at(landing_folder(home))
    if not state.files:
        return dg.SkipReason("落地目录为空 · the landing folder is empty")
    if state.fingerprint == context.cursor:
        return dg.SkipReason("没有变化 · nothing has changed")
    quiet = time.time() - state.newest
    if quiet < QUIET_SECONDS:
        return dg.SkipReason(f"文件仍在写入 · files are still coming in, the last {quiet:.0f} s ago")
    context.update_cursor(state.fingerprint)
    return dg.RunRequest(run_key=state.fingerprint)
