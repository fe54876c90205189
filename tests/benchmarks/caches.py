"""Find caches that grow with what is read: a benchmark that they serve measures nothing.

Caches of rules and tables are full after the first round. One that still grows when only the
figures of the texts change is keyed by their content.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator


def cache_sizes(package: str = "extractors") -> dict[str, int]:
    """Return the number of entries of each ``functools`` cache in the loaded modules of a package."""
    described = ((name, getattr(value, "cache_info", None)) for name, value in _members(package))
    return {name: info().currsize for name, info in described if callable(info)}


def grown(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """Return the caches that have more entries than before."""
    return sorted(name for name, size in after.items() if size > before.get(name, 0))


def _members(package: str) -> Iterator[tuple[str, object]]:
    for name, module in sorted(sys.modules.items()):
        if name != package and not name.startswith(f"{package}."):
            continue
        for attribute, value in list(vars(module).items()):
            yield f"{name}.{attribute}", value
            if isinstance(value, type) and value.__module__ == name:
                for inner, member in vars(value).items():
                    yield f"{name}.{attribute}.{inner}", member
