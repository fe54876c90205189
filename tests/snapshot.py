"""A copy of the project that stands still, and another release of DuckDB, for processes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import missing

ROOT = Path(__file__).resolve().parents[1]
_PACKAGES = ("extractors", "warehouse", "dagster_project", "sql", "tests")


def take_snapshot(folder: Path) -> Path:
    """Copy what a run needs: a file that is saved meanwhile must not reach a process half written."""
    snapshot = folder / "snapshot"
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    for package in _PACKAGES:
        shutil.copytree(ROOT / package, snapshot / package, ignore=ignored)
    return snapshot


def environment_of(snapshot: Path, duckdb: Path | None = None) -> dict[str, str]:
    """Return the environment in which Python finds the snapshot first, and that DuckDB if one is given."""
    paths = [str(path) for path in (duckdb, snapshot) if path is not None]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def other_duckdb(version: str, folder: Path) -> Path:
    """Install a release of DuckDB into a folder of its own; the test is skipped where it cannot be had."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "--target", str(folder), f"duckdb=={version}"], capture_output=True, text=True, timeout=300
    )
    if done.returncode:
        missing(f"needs duckdb=={version} from a package index: {done.stderr.strip().splitlines()[-1:]}")
    return folder
