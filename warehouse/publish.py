"""Publishing a build: only what passed its audit, only forward, in one rename.

The order of the steps is the promise: whenever the process dies, ``current.duckdb`` points to a whole
version, and :func:`warehouse.versions.recover` clears the rest away.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from warehouse.audit import FULL_SCAN, CheckOutcome
from warehouse.content import content_hash, scan_file
from warehouse.differences import Differences, compare_files, write_differences
from warehouse.durable import sha256_of_file, sync_file, sync_folder
from warehouse.errors import AuditFailed, AuditNotMade, FazhiError, Overtaken
from warehouse.fingerprints import extractor_version
from warehouse.quality.record import record_outcomes
from warehouse.registry import TABLES
from warehouse.runs import Run, space_watched
from warehouse.steps import input_hash
from warehouse.versions import (
    Manifest,
    apply_retention,
    current_version,
    keep_in_quarantine,
    manifest_of,
    next_number,
    point_to,
    pointer_locked,
    version_path,
    write_manifest,
    write_unchanged,
)
from warehouse.waivers import let_pass

_READ_ONLY = 0o444
_ENDINGS: dict[type[FazhiError], str] = {
    AuditFailed: "failed",
    AuditNotMade: "not_made",
    Overtaken: "overtaken",
}


@dataclass(frozen=True, slots=True)
class Publication:
    """A version that is now current."""

    version: int
    path: Path
    manifest: Manifest

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table."""
        return self.manifest.rows


@dataclass(frozen=True, slots=True)
class NothingNew:
    """The build holds what the current version holds, so that one stays."""

    version: int


def publish_build(run: Run, outcomes: Sequence[CheckOutcome]) -> Publication | NothingNew:
    """Publish the build of a run.

    Raises:
        AuditFailed: a check found rows that must not be published; the build is kept in quarantine.
        AuditNotMade: a check could not be made; the build is kept in quarantine.
        Overtaken: another run has published since this one began.
    """
    with space_watched(run.home):
        outcomes = let_pass(run, outcomes)
        _record(run, outcomes, "interrupted")
        try:
            ending = _publish(run, outcomes)
        except FazhiError as error:
            _record(run, outcomes, _ENDINGS.get(type(error), "interrupted"))
            raise
        with suppress(OSError):  # It is published: a record that cannot be renewed must not deny that.
            if isinstance(ending, Publication):
                _record(run, outcomes, "published", ending.version)
            else:
                _record(run, outcomes, "nothing_new")
        return ending


def _publish(run: Run, outcomes: Sequence[CheckOutcome]) -> Publication | NothingNew:
    _admit(run, outcomes)
    tables = _tables(run, outcomes)
    content = content_hash(tables)
    if _is_published(run, content):
        write_unchanged(run.home, input_hash(run), run.base_version or 0)
        return NothingNew(run.base_version or 0)
    found = _differences(run)
    # The file is closed by now: opening it by other means while DuckDB holds it would drop its lock.
    sync_file(run.build_path)
    digest = sha256_of_file(run.build_path)
    with pointer_locked(run.home):
        manifest = _manifest(run, outcomes, tables, content, digest)
        return _swap(run, replace(manifest, changes=found.counts), found)


def _record(run: Run, outcomes: Sequence[CheckOutcome], ending: str, published: int | None = None) -> None:
    record_outcomes(run.home, run.run_id, run.started_at, run.base_version, published, outcomes, ending)


def _admit(run: Run, outcomes: Sequence[CheckOutcome]) -> None:
    if run.build_path.with_name(run.build_path.name + ".wal").exists():
        raise AuditNotMade("The build still has a write-ahead log.", where=run.build_path, todo="run again")
    errors = [o for o in outcomes if o.outcome == "error"]
    stopping = [o for o in outcomes if o.stops_publication]
    missing = set(TABLES) - {o.table for o in outcomes if o.outcome != "not_evaluated" or o.name == FULL_SCAN}
    if not stopping and not missing:
        return
    kept = _quarantine(run, outcomes)
    if errors or missing:
        raise _told(AuditNotMade, "could not be made", errors, kept, f"no check of {sorted(missing)}")
    raise _told(AuditFailed, "failed", stopping, kept, "")


def _told(
    kind: type[FazhiError], verb: str, outcomes: Sequence[CheckOutcome], kept: Path | None, otherwise: str
) -> FazhiError:
    lines = [f"{o.table}.{o.name}: {o.failed} of {o.evaluated} rows; {o.meaning}; {o.todo}" for o in outcomes]
    return kind(
        "\n    ".join([f"{len(lines) or 'Some'} checks {verb}:", *(lines or [otherwise])]),
        expected="every check made, and none that stops publication failed",
        where=kept or "",
        todo="look into the build that was kept; the published version is untouched. A failure, not an error,"
        " may be let pass for a time: fazhi waive CHECK:TABLE --until DATE --by WHO --reason WHY",
    )


def _quarantine(run: Run, outcomes: Sequence[CheckOutcome]) -> Path | None:
    if not run.build_path.exists():
        return None
    return keep_in_quarantine(run.home, run.build_path, {"run": run.run_id, "checks": _as_json(outcomes)})


def _tables(run: Run, outcomes: Sequence[CheckOutcome]) -> dict[str, tuple[int, str]]:
    scanned = {o.table: o.sample[0] for o in outcomes if o.name == FULL_SCAN and o.sample}
    if set(scanned) == set(TABLES):
        return {name: (int(found["rows"]), str(found["hash"])) for name, found in scanned.items()}
    return scan_file(run.build_path)


def _is_published(run: Run, content: str) -> bool:
    if run.base_version is None:
        return False
    return manifest_of(run.home, run.base_version).content_hash == content


def _manifest(
    run: Run,
    outcomes: Sequence[CheckOutcome],
    tables: dict[str, tuple[int, str]],
    content: str,
    digest: str,
) -> Manifest:
    number = next_number(run.home)
    return Manifest(
        number=number,
        file=f"wh-{number:08d}-{run.run_id}.duckdb",
        run=run.run_id,
        base=run.base_version,
        sha256=digest,
        size_bytes=run.build_path.stat().st_size,
        content_hash=content,
        input_hash=input_hash(run),
        extractor_version=extractor_version(),
        rows={name: rows for name, (rows, _) in tables.items()},
        table_hashes={name: digest for name, (_, digest) in tables.items()},
        checks=_as_json(outcomes),
        built_at=run.started_at.isoformat(timespec="seconds"),
    )


def _differences(run: Run) -> Differences:
    """Compare the build with its base; where there is none, all facts are new and need no list."""
    if run.base_version is not None:
        with suppress(duckdb.CatalogException, duckdb.BinderException):  # A base of another release.
            found = compare_files(version_path(run.home, run.base_version), run.build_path)
            return replace(found, old=run.base_version)
    return Differences(None, None, {})


def _swap(run: Run, manifest: Manifest, found: Differences) -> Publication:
    if (now := current_version(run.home)) != run.base_version:
        raise Overtaken(
            f"Version {now} was published while this run, begun from {run.base_version}, was at work.",
            expected=f"current.duckdb still at {run.base_version}",
            where=run.home.current,
            todo="run again: it begins from the new version",
        )
    path = run.home.versions / manifest.file
    run.build_path.chmod(_READ_ONLY)
    write_differences(run.home, manifest, replace(found, new=manifest.number))
    write_manifest(run.home, manifest)
    run.build_path.rename(path)
    sync_folder(run.home.versions)
    point_to(run.home, manifest)
    with suppress(OSError):  # What is not removed now goes with the next publication.
        apply_retention(run.home)
    return Publication(manifest.number, path, manifest)


def _as_json(outcomes: Sequence[CheckOutcome]) -> list[dict[str, Any]]:
    """Leave the sample rows out: a manifest is for everybody to read, and small."""
    return [{key: value for key, value in asdict(o).items() if key != "sample"} for o in outcomes]
