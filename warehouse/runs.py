"""One run: alone on its home, with a build file of its own, knowing which version it started from."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.connections import one_instance
from warehouse.durable import write_json_durably
from warehouse.errors import Damaged, NoSpace
from warehouse.home import Home
from warehouse.lake import Lake
from warehouse.locks import exclusive
from warehouse.verify import restore, verify_bytes
from warehouse.versions import current_version, manifest_of, recover, version_path

_SPACE_FACTOR = 2.5
_LEAST_FREE_BYTES = 50_000_000
_OUT_OF_SPACE = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Run:
    """What every step of one run needs to know."""

    run_id: str
    number: int
    home: Home
    build_path: Path
    base_version: int | None
    """The version that was current when the run began."""
    reports_dir: Path | None
    started_at: datetime

    @property
    def lake(self) -> Lake:
        """The store that the run adds to."""
        return Lake(self.home.lake)


@contextmanager
def open_run(home: Home, reports_dir: Path | str | None = None) -> Iterator[Run]:
    """Begin a run, holding ``run.lock`` until it ends; clear away what dead runs left.

    Raises:
        RunInProgress: another run is at work.
        NoSpace: the disk is too full to begin, or filled up on the way.
    """
    home.create()
    with exclusive(home.run_lock):
        recover(home)
        _step_back_from_damage(home)
        _sweep(home)
        _check_space(home)
        run = _begin(home, Path(reports_dir) if reports_dir is not None else None)
        try:
            with space_watched(home), one_instance(run.build_path.with_name(f"{run.build_path.name}.spill")):
                yield run
        finally:
            _drop_build(run.build_path)


def _step_back_from_damage(home: Home) -> None:
    """A base that cannot be read would stop every run to come: go back to one that can, or begin afresh."""
    number = current_version(home)
    if number is None:
        return
    try:
        verify_bytes(home, manifest_of(home, number))
    except Damaged:
        with suppress(Damaged):
            restore(home)


@contextmanager
def space_watched(home: Home) -> Iterator[None]:
    """Turn the many ways in which a full disk shows itself into one error."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if not _is_out_of_space(error):
            raise
        raise NoSpace(
            f"The disk filled up: {shutil.disk_usage(home.root).free} bytes are free.",
            expected=f"{_bytes_wanted(home)} bytes or more",
            where=home.root,
            todo="free some space and run again; the published version is untouched",
        ) from error


def _is_out_of_space(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _OUT_OF_SPACE
    return "no space left" in str(error).lower()


def _begin(home: Home, reports_dir: Path | None) -> Run:
    started_at = datetime.now(UTC)
    runs = home.lake / "runs"
    runs.mkdir(mode=0o700, exist_ok=True)
    number = max((int(path.stem[1:]) for path in runs.glob("r*.json")), default=0) + 1
    run_id = f"r{number:06d}-{started_at:%Y%m%dT%H%M%SZ}"
    base = current_version(home)
    note = {
        "run": run_id,
        "number": number,
        "started_at": started_at.isoformat(timespec="seconds"),
        "base": base,
    }
    write_json_durably(runs / f"r{number:06d}.json", note)
    return Run(run_id, number, home, home.build / f"{run_id}.duckdb", base, reports_dir, started_at)


def _sweep(home: Home) -> None:
    for path in home.build.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    Lake(home.lake).sweep()


def _drop_build(path: Path) -> None:
    for left in path.parent.glob(f"{path.name}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _bytes_wanted(home: Home) -> int:
    number = current_version(home)
    current = version_path(home, number) if number is not None else None
    size = current.stat().st_size if current and current.exists() else 0
    return int(_SPACE_FACTOR * size) + _LEAST_FREE_BYTES


def _check_space(home: Home) -> None:
    free, wanted = shutil.disk_usage(home.root).free, _bytes_wanted(home)
    if free < wanted:
        raise NoSpace(
            f"The disk has {free} bytes free.",
            expected=f"{wanted} bytes to build beside the published version",
            where=home.root,
            todo="free some space, or put the home elsewhere with --home",
        )
