"""A PostgreSQL server of a test's own, as a plain process: by its socket, or by a port with a password."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_NOBODY_BUT_ROOT_CANNOT = "postgres"
"""The account that Debian's package makes: the server refuses to run as root."""


@dataclass(frozen=True)
class Server:
    """A server that is running."""

    socket: Path
    psql: str
    port: int = 5432

    def ask(self, *statements: str, file: Path | None = None) -> str:
        """Run statements, or a file of them; the first error ends it."""
        named = [part for statement in statements for part in ("-c", statement)]
        named += ["-f", str(file)] if file else []
        command = [self.psql, "-h", str(self.socket), "-p", str(self.port), "-U", "fazhi", "-d", "postgres"]
        done = subprocess.run(
            [*command, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *named],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def program(name: str) -> str | None:
    """Path of one of the server's programs: on PATH, or where Debian keeps them."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


@contextmanager
def server(port: int = 5432, password: str = "") -> Iterator[Server]:
    """Start a server with an empty database, and end it with its folder.

    With a password it listens on loopback too, and asks whoever comes that way for it.
    """
    initdb, ctl, psql = (program(name) for name in ("initdb", "pg_ctl", "psql"))
    assert initdb and ctl and psql
    account = _NOBODY_BUT_ROOT_CANNOT if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="fazhi-pg-"))
    try:
        if account:
            shutil.chown(folder, account)
        folder.chmod(0o711)
        data = folder / "data"
        kept = folder / "password"
        kept.write_text(f"{password or 'none'}\n", encoding="utf-8")
        asked = ["--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={kept}"]
        _run([initdb, "-D", str(data), "-U", "fazhi", *asked, "-E", "UTF8", "--locale=C"], account)
        where = "127.0.0.1" if password else ""
        options = f"-c listen_addresses='{where}' -p {port} -k {folder} -c fsync=off"
        _run([ctl, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"], account)
        try:
            yield Server(folder, psql, port)
        finally:
            _run([ctl, "-D", str(data), "-m", "immediate", "stop"], account)
    finally:
        shutil.rmtree(folder)


def _run(command: Sequence[str], account: str | None) -> None:
    quiet = {"stdout": subprocess.DEVNULL, "env": {"PATH": "/bin"}}
    subprocess.run(command, user=account, cwd="/", check=True, timeout=120, **quiet)
