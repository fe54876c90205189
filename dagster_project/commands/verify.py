"""``fazhi verify``: reads a whole version and holds it against the hashes that it was published with."""

from __future__ import annotations

import argparse

from dagster_project.messages import console
from warehouse.errors import Damaged
from warehouse.home import Home
from warehouse.verify import verify


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Verify one version, the current one if none is named.

    Raises:
        Damaged: its content is not what was published.
    """
    found = verify(home, arguments.number)
    if found.problem is not None:
        raise Damaged(found.problem, where=home.versions, todo="fazhi rollback N, or run again")
    console().print(f"版本 {found.number} 完好 · version {found.number} is intact")
    return 0
