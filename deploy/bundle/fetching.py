"""Bringing wheels here with pip: from whatever index it is set up for, none is named in this project."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from deploy.bundle import BundleError
from deploy.bundle.settings import Target
from deploy.bundle.wheels import Wheel, best_wheel


def build_project(root: Path, folder: Path) -> Wheel:
    """Build the project's own wheel from the source at ``root``.

    Raises:
        BundleError: it cannot be built.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.whl"):
        old.unlink()
    done = _pip("wheel", "--quiet", "--no-deps", "--no-cache-dir", "--wheel-dir", str(folder), str(root))
    built = sorted(folder.glob("*.whl"))
    if done.returncode or len(built) != 1:
        raise BundleError(f"The project's wheel cannot be built: {_last_error(done)}")
    return Wheel(built[0])


class Shelf:
    """Wheels that were brought before, in a folder a kind of machine, and what is still to be brought."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        """Keep wheels below ``folder``; ``tell`` says what is being done."""
        self._folder, self._tell = folder, tell

    def fetch(self, pins: Mapping[str, str], target: Target) -> dict[str, Wheel]:
        """Return the wheel of each pin, downloaded where it is not here yet.

        Raises:
            BundleError: there is none for that machine; all that are missing are told at once.
        """
        folder = self._folder / f"py{target.python}-glibc{target.glibc}-{target.architecture}"
        folder.mkdir(parents=True, exist_ok=True)
        absent = {n: v for n, v in pins.items() if best_wheel(folder, n, v, target) is None}
        if absent:
            self._tell(f"下载 · fetching {target.architecture}: {len(absent)}")
            _download(absent, target, folder)
        found = {name: best_wheel(folder, name, version, target) for name, version in pins.items()}
        if unfit := [f"{name}=={pins[name]}" for name, wheel in found.items() if wheel is None]:
            raise BundleError(f"What came for {target.architecture} does not run there: {', '.join(unfit)}")
        return {name: wheel for name, wheel in found.items() if wheel is not None}


def _download(pins: Mapping[str, str], target: Target, folder: Path) -> None:
    wanted = [f"{name}=={version}" for name, version in sorted(pins.items())]
    if _ask(wanted, target, folder).returncode == 0:
        return
    # One that is missing ends the whole: each for itself tells which are.
    failed = {one: done for one in wanted if (done := _ask([one], target, folder)).returncode}
    if failed:
        listed = "\n".join(f"  {one}: {_last_error(done)}" for one, done in failed.items())
        raise BundleError(
            f"No wheel for {target.architecture}, Python {target.python}, glibc {target.glibc}:\n{listed}\n"
            "  what to do: pin a version that has one (constraints.txt), or leave its part out"
            " (pyproject.toml, tool.fazhi.bundle)"
        )


def _ask(wanted: Sequence[str], target: Target, folder: Path) -> subprocess.CompletedProcess[str]:
    platforms = [part for platform in target.platforms for part in ("--platform", platform)]
    python = ["--implementation", "cp", "--python-version", ".".join(map(str, target.python_minor))]
    fixed = ["--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(folder)]
    return _pip("download", *fixed, *python, *platforms, *wanted)


def _pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _last_error(done: subprocess.CompletedProcess[str]) -> str:
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
    return (errors or done.stderr.splitlines() or ["pip said nothing"])[-1]
