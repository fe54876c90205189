"""Walking a landing folder: every file becomes an arrival, read or refused; none is passed over."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from warehouse.errors import NoSuchFolder
from warehouse.intake.arrivals import Arrival, open_content, unread
from warehouse.intake.converting import CONVERTER
from warehouse.intake.limits import Limits, limits_from_environment
from warehouse.intake.manifest import MANIFEST_NAME, Origin, read_manifest
from warehouse.intake.opening import Refused, read_beneath

ROSTER_NAME = "roster.csv"
"""Says who should report (``warehouse.roster``), and is no report."""
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_SHOWN_NOTES = 20


def read_landing(
    folder: Path, limits: Limits | None = None, notes: list[str] | None = None
) -> Iterator[Arrival]:
    """Yield what lies below ``folder`` in the order of its paths; remarks on its manifest go to ``notes``.

    Args:
        folder: the landing folder.
        limits: how large a file may be; None asks the environment.
        notes: takes remarks on the manifest, and on folders that cannot be listed.

    Raises:
        NoSuchFolder: there is no such folder.
        WrongArguments: the manifest is there and is no manifest, or the limits are none.
    """
    limits = limits or limits_from_environment()
    if not folder.is_dir():
        raise NoSuchFolder(
            f"There is no folder {folder}.",
            expected="a folder with reports (.txt, .md, .html, .pdf, .docx, .gz, .jsonl.gz)",
            todo="name an existing folder with --reports",
        )
    folder = folder.resolve()
    remarks = [] if notes is None else notes
    paths = _list_files(folder, remarks)
    origins = _origins(folder, limits, remarks)
    _note_strangers(origins, paths, remarks)
    try:
        for path in paths:
            yield from _arrive(folder, path, limits, origins.get(path, Origin()), remarks)
    finally:
        CONVERTER.close()


def read_file(path: Path, limits: Limits | None = None, notes: list[str] | None = None) -> list[Arrival]:
    """Return what one file holds, with the origin that a manifest beside it tells.

    Raises:
        WrongArguments: the limits in the environment are none, or the manifest beside the file is none.
    """
    limits, remarks = limits or limits_from_environment(), [] if notes is None else notes
    folder = path.parent.resolve()
    origin = _origins(folder, limits, remarks).get(path.name, Origin())
    return list(_arrive(folder, path.name, limits, origin, remarks))


def _origins(folder: Path, limits: Limits, notes: list[str]) -> dict[str, Origin]:
    descriptor = os.open(folder, _FOLDER_FLAGS)
    try:
        if not (folder / MANIFEST_NAME).exists():
            return {}
        content = read_beneath(descriptor, MANIFEST_NAME, limits.file_bytes)
    except Refused as refusal:
        notes.append(f"{MANIFEST_NAME} was not read: {refusal}")
        return {}
    finally:
        os.close(descriptor)
    origins, remarks = read_manifest(content, folder / MANIFEST_NAME)
    notes.extend(remarks)
    return origins


def _note_strangers(origins: dict[str, Origin], paths: list[str], notes: list[str]) -> None:
    strangers = sorted(set(origins) - set(paths))
    shown, more = strangers[:_SHOWN_NOTES], len(strangers) - _SHOWN_NOTES
    notes += [f"{MANIFEST_NAME} names {name!r}, which is not in the folder" for name in shown]
    if more > 0:
        notes.append(f"{MANIFEST_NAME} names {more} more files that are not in the folder")


def _list_files(folder: Path, notes: list[str]) -> list[str]:
    found: list[str] = []

    def note_failure(error: OSError) -> None:
        notes.append(f"folder {error.filename} cannot be listed: {error.strerror}")

    for parent, folders, files, descriptor in os.fwalk(folder, onerror=note_failure, follow_symlinks=False):
        below = PurePosixPath(parent).relative_to(folder)
        linked = [name for name in folders if _is_link(name, descriptor)]
        found.extend(str(below / name) for name in [*files, *linked] if not name.startswith("."))
        folders[:] = [name for name in folders if not name.startswith(".")]
    return sorted((path for path in found if path not in (MANIFEST_NAME, ROSTER_NAME)), key=os.fsencode)


def _is_link(name: str, folder: int) -> bool:
    return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)


def _arrive(folder: Path, path: str, limits: Limits, origin: Origin, notes: list[str]) -> Iterator[Arrival]:
    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    parent = os.open((folder / path).parent, _FOLDER_FLAGS)
    try:
        content = read_beneath(parent, PurePosixPath(path).name, limits.file_bytes)
    except Refused as refusal:
        yield unread(shown, os.fsencode(path), str(refusal), origin)
        return
    finally:
        os.close(parent)
    yield from open_content(shown, content, limits, origin, notes)
