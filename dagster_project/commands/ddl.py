"""``fazhi ddl``: the published tables as statements for another database, on standard output."""

from __future__ import annotations

import argparse
import sys

from warehouse.home import Home
from warehouse.registry.dialects import script


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Print the statements; they come from the registry, so that no home is needed."""
    sys.stdout.write(script(arguments.dialect))
    return 0
