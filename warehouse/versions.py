"""The published versions of a home: their files, their manifests, and the pointer to the current one.

What belongs here: reading and moving the pointer, retention, pins. What does not: deciding whether a build
may be published (``publish``), looking into the files (``verify``, ``readers``).
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from warehouse.durable import point_durably, sync_folder, write_json_durably
from warehouse.errors import Damaged, WrongArguments
from warehouse.home import Home
from warehouse.locks import exclusive

KEPT_VERSIONS = 7
KEPT_QUARANTINE = 3
_KEPT_TIME = timedelta(days=1)
_LOCK_PATIENCE_SECONDS = 30.0
_FILE_NAME = re.compile(r"wh-([0-9]{8})-[\w.-]+\.duckdb")
_PUBLIC = 0o644


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of one version, kept beside it as JSON."""

    number: int
    file: str
    run: str
    base: int | None
    sha256: str
    size_bytes: int
    content_hash: str
    """Over the rows of all tables, without run ids: equal for equal data."""
    input_hash: str
    """Over the lake's parts and the code that read them: equal when a run would find nothing new."""
    extractor_version: str
    rows: dict[str, int]
    table_hashes: dict[str, str]
    checks: list[dict[str, Any]]
    built_at: str
    is_published: bool = False
    """It has been current at some time. A manifest without this is the remains of a run that died."""
    notes: dict[str, str] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    """Facts added, changed, removed against the base, years and metrics lost; empty for a first version."""


def list_versions(home: Home) -> list[Manifest]:
    """Return the manifests of all versions whose file is still kept, oldest first."""
    found = (read_manifest_file(path.with_suffix(".json")) for path in home.versions.glob("wh-*.duckdb"))
    return sorted((m for m in found if m is not None and m.is_published), key=lambda m: m.number)


def read_manifest_file(path: Path) -> Manifest | None:
    """Return the manifest at ``path``; None where there is none.

    Raises:
        Damaged: it is there and is no manifest.
    """
    if not path.exists():
        return None
    try:
        return Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise Damaged(
            f"A manifest cannot be read: {error}", where=path, todo="remove it together with its version file"
        ) from error


def write_manifest(home: Home, manifest: Manifest) -> None:
    """Write a manifest beside its version."""
    path = (home.versions / manifest.file).with_suffix(".json")
    write_json_durably(path, asdict(manifest), _PUBLIC)


def current_version(home: Home) -> int | None:
    """Return the number that ``current.duckdb`` points to; None where it points to nothing."""
    if not home.current.exists():
        return None
    target = home.current.readlink().name
    match = _FILE_NAME.fullmatch(target)
    if match is None:
        raise Damaged(
            f"current.duckdb points to {target}.",
            expected="versions/wh-<number>-<run>.duckdb",
            where=home.current,
        )
    return int(match[1])


def version_path(home: Home, number: int) -> Path:
    """Return the file of version ``number``.

    Raises:
        WrongArguments: it is not kept, or was never published.
    """
    for path in home.versions.glob(f"wh-{number:08d}-*.duckdb"):
        return path
    kept = ", ".join(str(m.number) for m in list_versions(home)) or "none"
    raise WrongArguments(
        f"There is no version {number}.", expected=f"one of the versions kept: {kept}", where=home.versions
    )


def manifest_of(home: Home, number: int) -> Manifest:
    """Return the manifest of a version that is kept.

    Raises:
        WrongArguments: there is no such version.
        Damaged: its manifest is gone.
    """
    path = version_path(home, number).with_suffix(".json")
    manifest = read_manifest_file(path)
    if manifest is None:
        raise Damaged(f"Version {number} has no manifest.", where=path, todo="roll back to another version")
    return manifest


def next_number(home: Home) -> int:
    """Return a number that no version has had. Manifests outlive their files, so it never comes again."""
    names = [*home.versions.glob("wh-*"), *home.quarantine.glob("wh-*")]
    return max((int(path.name[3:11]) for path in names), default=0) + 1


@contextmanager
def pointer_locked(home: Home) -> Iterator[None]:
    """Hold ``publish.lock``: nobody else moves the pointer meanwhile."""
    with exclusive(home.publish_lock, wait_seconds=_LOCK_PATIENCE_SECONDS):
        yield


def point_to(home: Home, manifest: Manifest) -> None:
    """Make a version current. The rename inside is the commit point of a publication."""
    point_durably(home.current, f"versions/{manifest.file}")
    write_manifest(home, Manifest(**{**asdict(manifest), "is_published": True}))


def recover(home: Home) -> None:
    """Bring a home in order after a run that was killed: nothing half published stays."""
    with pointer_locked(home):
        current = current_version(home)
        for path in sorted(home.versions.glob("wh-*.duckdb")):
            _settle(home, path, is_current=current == int(path.name[3:11]))
        for left in [*home.versions.glob("*.tmp"), *home.root.glob(".current*.tmp")]:
            left.unlink()


def _settle(home: Home, path: Path, *, is_current: bool) -> None:
    manifest = read_manifest_file(path.with_suffix(".json"))
    if manifest is not None and is_current and not manifest.is_published:
        write_manifest(home, Manifest(**{**asdict(manifest), "is_published": True}))
    elif not is_current and (manifest is None or not manifest.is_published):
        path.unlink()


def rollback(home: Home, number: int) -> Manifest:
    """Point back to a version that is kept, after looking whether its bytes are intact.

    Raises:
        WrongArguments: there is no such version.
        Damaged: its content is not what was published.
    """
    from warehouse.verify import verify_file

    with pointer_locked(home):
        manifest = manifest_of(home, number)
        verify_file(home, manifest)
        point_to(home, manifest)
    return manifest


def read_pins(home: Home) -> dict[str, int]:
    """Return the names given to versions."""
    if not home.pins.exists():
        return {}
    pins: dict[str, int] = json.loads(home.pins.read_text(encoding="utf-8"))
    return pins


def pin(home: Home, number: int, name: str) -> None:
    """Give a version a name and keep it for good.

    Raises:
        WrongArguments: there is no such version, or the name is another version's.
    """
    with pointer_locked(home):
        version_path(home, number)
        pins = read_pins(home)
        if not name or pins.get(name, number) != number:
            raise WrongArguments(f"The name {name!r} is version {pins.get(name)}'s.", expected="a new name")
        write_json_durably(home.pins, {**pins, name: number}, _PUBLIC)


def apply_retention(home: Home, now: datetime | None = None) -> list[int]:
    """Remove old version files; return their numbers. Their manifests stay: the chain can always be read."""
    published = list_versions(home)
    since = ((now or datetime.now(UTC)) - _KEPT_TIME).isoformat(timespec="seconds")
    kept = {m.number for m in published[-KEPT_VERSIONS:]} | {
        m.number for m in published if m.built_at >= since
    }
    kept |= set(read_pins(home).values()) | {current_version(home) or 0}
    removed = [m for m in published if m.number not in kept]
    for manifest in removed:
        (home.versions / manifest.file).unlink()
    if removed:
        sync_folder(home.versions)
    return [m.number for m in removed]


def keep_in_quarantine(home: Home, path: Path, note: dict[str, Any]) -> Path:
    """Move a file that must not be read out of the way, with a note; keep the last three."""
    kept = home.quarantine / path.name
    shutil.move(path, kept)
    write_json_durably(kept.with_suffix(".json"), note)
    found = sorted(home.quarantine.glob("*.duckdb"), key=lambda p: (p.stat().st_mtime_ns, p.name))
    for old in found[:-KEPT_QUARANTINE]:
        old.unlink()
        old.with_suffix(".json").unlink(missing_ok=True)
    return kept


def read_unchanged(home: Home) -> tuple[str, int] | None:
    """Return the inputs that gave nothing new, and the version that they gave again."""
    path = home.versions / "unchanged.json"
    if not path.exists():
        return None
    note = json.loads(path.read_text(encoding="utf-8"))
    return note["input_hash"], note["version"]


def write_unchanged(home: Home, input_hash: str, version: int) -> None:
    """Remember that these inputs give what ``version`` holds, so that the next run builds nothing."""
    write_json_durably(
        home.versions / "unchanged.json", {"input_hash": input_hash, "version": version}, _PUBLIC
    )
