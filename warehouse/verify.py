"""Looking whether published files still hold what was published, and stepping back where they do not."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from warehouse.content import content_hash, scan_file
from warehouse.durable import sha256_of_file
from warehouse.errors import Damaged
from warehouse.home import Home
from warehouse.versions import (
    Manifest,
    current_version,
    keep_in_quarantine,
    list_versions,
    manifest_of,
    point_to,
    pointer_locked,
    version_path,
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found in one version."""

    number: int
    problem: str | None

    @property
    def is_intact(self) -> bool:
        """Its bytes and rows are those that were published."""
        return self.problem is None


def verify(home: Home, number: int | None = None) -> Verification:
    """Read a version in full, the current one if none is named, and hold it against its manifest.

    Raises:
        WrongArguments: there is no such version.
    """
    chosen = number if number is not None else current_version(home)
    if chosen is None:
        raise Damaged("Nothing is published.", where=home.root, todo="run once")
    try:
        verify_file(home, manifest_of(home, chosen))
    except Damaged as error:
        return Verification(chosen, error.found)
    return Verification(chosen, None)


def verify_file(home: Home, manifest: Manifest) -> None:
    """Hold one version's file against its manifest: its bytes, then every column of every table.

    Raises:
        Damaged: something differs.
    """
    verify_bytes(home, manifest)
    try:
        found = scan_file(home.versions / manifest.file)
    except (duckdb.CatalogException, duckdb.BinderException):
        return  # Written by another release: its tables are not this registry's, but its bytes are its own.
    except duckdb.Error as error:
        raise _damaged(manifest, f"it cannot be read in full: {error}", home) from error
    if set(found) != set(manifest.rows) or content_hash(found) == manifest.content_hash:
        return
    for name, (rows, table_hash) in found.items():
        if rows != manifest.rows[name] or table_hash != manifest.table_hashes[name]:
            raise _damaged(manifest, f"table {name} has other rows than were published", home)


def verify_bytes(home: Home, manifest: Manifest) -> None:
    """Hold the bytes of one version's file against its manifest.

    Raises:
        Damaged: they differ.
    """
    digest = sha256_of_file(home.versions / manifest.file)
    if digest != manifest.sha256:
        raise _damaged(manifest, f"its sha256 is {digest[:16]}…, not {manifest.sha256[:16]}…", home)


def restore(home: Home) -> int | None:
    """Point back to the newest intact version where the current one is damaged; return its number.

    Raises:
        Damaged: no version is intact. The lake still holds everything: the next run builds anew.
    """
    with pointer_locked(home):
        damaged = current_version(home)
        if damaged is None or verify(home, damaged).is_intact:
            return damaged
        _put_away(home, damaged)
        for manifest in reversed([m for m in list_versions(home) if m.number != damaged]):
            if verify(home, manifest.number).is_intact:
                point_to(home, manifest)
                return manifest.number
        home.current.unlink()
    raise Damaged(
        "No published version is intact.", where=home.versions, todo="run again: it is built from the lake"
    )


def _put_away(home: Home, number: int) -> None:
    path = version_path(home, number)
    keep_in_quarantine(home, path, {"problem": "found damaged", "version": number})


def _damaged(manifest: Manifest, found: str, home: Home) -> Damaged:
    return Damaged(
        f"Version {manifest.number} is damaged: {found}.",
        where=home.versions / manifest.file,
        todo="fazhi rollback to another version, or run again",
    )
