"""Servers of other projects, started by tests as plain processes on loopback and ended by them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.conftest import missing

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
LOOPBACK = "127.0.0.1"
_PATIENCE_SECONDS = 90.0
_TIME_TO_END_SECONDS = 30.0


def command(name: str, package: str) -> str:
    """Return the path of a command; without it the test has to do without."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")
    if found is None:
        missing(f"needs {name} (apt-get install {package})")
    return str(found)


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(
    line: Sequence[str | Path], folder: Path = ROOT, log: Path | None = None, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program in a session of its own; at the end, end all of it."""
    process = start(line, folder, log, environment)
    try:
        yield process
    finally:
        end(process)


def start(
    line: Sequence[str | Path], folder: Path, log: Path | None, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Start a program; what it says goes to ``log``."""
    with Path(log or os.devnull).open("ab") as told:
        return subprocess.Popen(
            [str(word) for word in line],
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            start_new_session=True,
        )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started: politely, then by force."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_TIME_TO_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path | None = None) -> None:
    """Wait until somebody listens."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with closing(socket.socket()) as probe:
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.05)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:] if log and log.exists() else ""
    pytest.fail(f"nothing listens on port {port}: {said}")


def wait_for_page(url: str) -> None:
    """Wait until a page answers, whatever it says."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=5):
                return
        except HTTPError:
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    pytest.fail(f"nothing answered at {url}")
