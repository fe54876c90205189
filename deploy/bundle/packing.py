"""The archive itself: the same files give the same bytes, whoever packs them, when and where."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Mapping
from pathlib import Path

SUMS = "SHA256SUMS"
_WHEN = 1580601600
"""The moment that the project's wheel gives its files, too (2 February 2020)."""


def checksums(files: Mapping[str, bytes | Path]) -> bytes:
    """Return the hashes of all files, as ``sha256sum -c`` reads them."""
    lines = [f"{_sha256(content)}  {name}\n" for name, content in sorted(files.items())]
    return "".join(lines).encode()


def pack(files: Mapping[str, bytes | Path], folder: str, archive: Path) -> None:
    """Write an archive of files below one folder, with their hashes, and put it in place when it is whole.

    It is not compressed: wheels are already.
    """
    archive.parent.mkdir(parents=True, exist_ok=True)
    building = archive.with_name(f".{archive.name}.{os.getpid()}.tmp")
    whole = {**files, SUMS: checksums(files)}
    try:
        with tarfile.open(building, "w", format=tarfile.GNU_FORMAT) as packed:
            for name, content in sorted(whole.items()):
                _add(packed, f"{folder}/{name}", content)
        building.replace(archive)
    finally:
        building.unlink(missing_ok=True)


def _add(packed: tarfile.TarFile, name: str, content: bytes | Path) -> None:
    entry = tarfile.TarInfo(name)
    entry.mtime, entry.mode = _WHEN, 0o755 if name.endswith(".sh") else 0o644
    if isinstance(content, bytes):
        entry.size = len(content)
        packed.addfile(entry, io.BytesIO(content))
    else:
        entry.size = content.stat().st_size
        with content.open("rb") as source:
            packed.addfile(entry, source)


def _sha256(content: bytes | Path) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
