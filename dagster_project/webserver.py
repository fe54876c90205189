"""Dagster's web interface on a warehouse home, for one person at this machine: ``make ui``.

It has no login, and takes requests that change things over GET from any page that the browser shows. So it
listens on loopback alone and is read-only unless told otherwise.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dagster_project.instance import prepare_instance
from warehouse.home import Home

LOOPBACK = "127.0.0.1"
WORKSPACE = Path(__file__).resolve().parents[1] / "workspace.yaml"


def server_command(port: int, *, writable: bool) -> list[str]:
    """Return the command line of the web server."""
    place = ["-w", str(WORKSPACE)] if WORKSPACE.exists() else ["-m", "dagster_project.definitions"]
    options = ["-h", LOOPBACK, "-p", str(port), *place]
    return [sys.executable, "-m", "dagster_webserver", *options, *([] if writable else ["--read-only"])]


def main(argv: Sequence[str] | None = None) -> None:
    """Replace this process by the web server."""
    parser = argparse.ArgumentParser(prog="python -m dagster_project.webserver", description=__doc__)
    parser.add_argument("--home", help="warehouse home (default: $FAZHI_HOME, else ./data)")
    parser.add_argument("--port", type=int, default=3000)
    parser.add_argument("--writable", action="store_true", help="let runs be started from the page")
    arguments = parser.parse_args(argv)
    home = Home.at(arguments.home)
    os.environ["DAGSTER_HOME"] = str(prepare_instance(home))
    os.environ["FAZHI_HOME"] = str(home.root)
    print(f"http://{LOOPBACK}:{arguments.port}  (Ctrl-C 结束 · ends it)", flush=True)
    command = server_command(arguments.port, writable=arguments.writable)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
