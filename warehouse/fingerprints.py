"""Versions that nobody has to remember to raise: hashes over the files that decide the outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_LENGTH = 16
_LOOKING = frozenset({"explore", "export", "questions", "explain", "review", "drafts", "alerts", "page"})
"""Folders that look at what is published and change none of it."""


def _hash_files(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_ROOT).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:_LENGTH]


def _sources(folder: str) -> list[Path]:
    found = (_ROOT / folder).rglob("*")
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


@cache
def extractor_version() -> str:
    """Return the hash of the extractors' code and data: a changed rule is another extractor."""
    import extractors

    folder = Path(extractors.__path__[0])
    return _hash_files(_sources(folder.name))


@cache
def build_version() -> str:
    """Return the hash of what turns the lake into tables: registry, statements and the code around them."""
    # The samples count: what the extractor reads in them is a table (metric_accuracy).
    paths = [*_sources("warehouse"), *_sources("sql")]
    return _hash_files(path for path in paths if _LOOKING.isdisjoint(path.relative_to(_ROOT).parts))
