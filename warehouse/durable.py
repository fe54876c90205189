"""Writing that is there after a crash, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

CHUNK = 1 << 20
TEMPORARY_SUFFIX = ".tmp"


def sync_file(path: Path) -> None:
    """Force the content of a closed file to the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk: a rename is durable only then."""
    sync_file(folder)


def write_durably(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Replace ``path`` by ``content``, through a temporary file beside it."""
    temporary = path.with_name(path.name + TEMPORARY_SUFFIX)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_json_durably(path: Path, content: Any, mode: int = 0o600) -> None:
    """Replace ``path`` by the JSON form of ``content``, keys sorted."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    write_durably(path, text.encode() + b"\n", mode)


def point_durably(link: Path, target: str) -> None:
    """Make ``link`` a symbolic link to ``target`` by one rename: readers see the old or the new one."""
    temporary = link.with_name(f".{link.name}{TEMPORARY_SUFFIX}")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    temporary.replace(link)
    sync_folder(link.parent)


def sha256_of_file(path: Path) -> str:
    """Return the hash of a file's bytes. Never call it on a file that this process holds open in DuckDB."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
