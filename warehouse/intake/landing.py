"""Walking a landing folder: every file becomes an arrival, read or refused; none is passed over."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from warehouse.errors import NoSuchFolder
from warehouse.intake.decoding import Undecodable, decode
from warehouse.intake.manifest import MANIFEST_NAME, Origin, read_manifest
from warehouse.intake.opening import SIZE_LIMIT, Refused, read_beneath

_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_TEXT_SUFFIXES = {"", ".txt", ".text", ".md", ".markdown"}


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file of the landing folder: its text, or the reason why it has none."""

    file: str
    """Path below the landing folder, with ``/``."""
    document_id: str
    """sha256 of the bytes; of the path, where the bytes were not to be had."""
    content: bytes | None
    text: str | None
    encoding: str | None
    kind: str
    reason: str | None
    origin: Origin

    @property
    def is_readable(self) -> bool:
        """Text came out of it."""
        return self.text is not None


def read_landing(
    folder: Path, size_limit: int = SIZE_LIMIT, notes: list[str] | None = None
) -> Iterator[Arrival]:
    """Yield the files below ``folder`` in the order of their paths; remarks on its manifest go to ``notes``.

    Raises:
        NoSuchFolder: there is no such folder.
        WrongArguments: the manifest is there and is no manifest.
    """
    if not folder.is_dir():
        raise NoSuchFolder(
            f"There is no folder {folder}.",
            expected="a folder with report texts (.txt, .md)",
            todo="name an existing folder with --reports",
        )
    folder = folder.resolve()
    remarks = [] if notes is None else notes
    origins = _origins(folder, size_limit, remarks)
    for path in _list_files(folder, remarks):
        yield _arrive(folder, path, size_limit, origins.get(path, Origin()))


def _origins(folder: Path, size_limit: int, notes: list[str]) -> dict[str, Origin]:
    descriptor = os.open(folder, _FOLDER_FLAGS)
    try:
        if not (folder / MANIFEST_NAME).exists():
            return {}
        content = read_beneath(descriptor, MANIFEST_NAME, size_limit)
    except Refused as refusal:
        notes.append(f"{MANIFEST_NAME} was not read: {refusal}")
        return {}
    finally:
        os.close(descriptor)
    origins, remarks = read_manifest(content, folder / MANIFEST_NAME)
    notes.extend(remarks)
    return origins


def _list_files(folder: Path, notes: list[str]) -> list[str]:
    found: list[str] = []

    def note_failure(error: OSError) -> None:
        notes.append(f"folder {error.filename} cannot be listed: {error.strerror}")

    for parent, folders, files, descriptor in os.fwalk(folder, onerror=note_failure, follow_symlinks=False):
        below = PurePosixPath(parent).relative_to(folder)
        linked = [name for name in folders if _is_link(name, descriptor)]
        found.extend(str(below / name) for name in [*files, *linked] if not name.startswith("."))
        folders[:] = [name for name in folders if not name.startswith(".")]
    return sorted((path for path in found if path != MANIFEST_NAME), key=os.fsencode)


def _is_link(name: str, folder: int) -> bool:
    return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)


def _arrive(folder: Path, path: str, size_limit: int, origin: Origin) -> Arrival:
    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    parent = os.open((folder / path).parent, _FOLDER_FLAGS)
    try:
        content = read_beneath(parent, PurePosixPath(path).name, size_limit)
    except Refused as refusal:
        document_id = hashlib.sha256(b"path\0" + os.fsencode(path)).hexdigest()
        return Arrival(shown, document_id, None, None, None, "unread", str(refusal), origin)
    finally:
        os.close(parent)
    return _decode_arrival(shown, content, origin)


def _decode_arrival(file: str, content: bytes, origin: Origin) -> Arrival:
    document_id = hashlib.sha256(content).hexdigest()
    suffix = PurePosixPath(file).suffix.lower()
    try:
        decoded = decode(content)
    except Undecodable as error:
        return Arrival(file, document_id, content, None, None, error.kind, str(error), origin)
    if suffix not in _TEXT_SUFFIXES:
        reason = f"{suffix} files are not read: save it as .txt or .md"
        return Arrival(file, document_id, content, None, None, suffix[1:], reason, origin)
    kind = "markdown" if suffix in (".md", ".markdown") else "text"
    return Arrival(file, document_id, content, decoded.text, decoded.encoding, kind, None, origin)
