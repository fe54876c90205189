"""A whole version as a folder of plain files that nobody needs this project to read."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import duckdb

from warehouse.durable import sync_folder
from warehouse.errors import NoSpace, WrongArguments
from warehouse.export.dictionary import data_dictionary
from warehouse.export.package import Written, datapackage
from warehouse.export.tables import sha256_of, write_table
from warehouse.home import Home
from warehouse.readers import open_published
from warehouse.registry import SCHEMA_VERSION, TABLES
from warehouse.versions import Manifest, manifest_of

SUMS = "SHA256SUMS"
_LICENCE = Path(__file__).with_name("LICENCE.md")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and of which version."""

    folder: Path
    version: int
    sha256: str
    """Of the published DuckDB file. It names runs inside, so it stands in no exported file."""
    rows: dict[str, int]
    size_bytes: int


def export(home: Home, folder: Path, version: int | None = None) -> Exported:
    """Write a published version to a folder, all of it or nothing.

    The folder must be new, empty, or an earlier export, which is replaced.

    Raises:
        WrongArguments: nothing is published, or the folder holds something else or cannot be written.
        NoSpace: the disk is full; what was there before is untouched.
    """
    target = folder.absolute()
    _refuse_what_is_not_ours(target)
    building = target.with_name(f".{target.name}.tmp")
    try:
        shutil.rmtree(building, ignore_errors=True)
        for name in ("parquet", "csv"):
            (building / name).mkdir(parents=True)
        manifest, written = _write_all(home, building, version)
        _swap(building, target)
    except OSError as error:
        raise _told(error, target) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    rows = {name: one.rows for name, one in written.items()}
    return Exported(target, manifest.number, manifest.sha256, rows, size)


def _write_all(home: Home, folder: Path, version: int | None) -> tuple[Manifest, dict[str, Written]]:
    with open_published(home, version) as published:
        manifest = manifest_of(home, published.version)
        held = {row["table_name"] for row in published.rows("SELECT table_name FROM duckdb_tables()")}
        written = {}
        for table in (table for table in TABLES.values() if table.name in held):
            try:
                written[table.name] = write_table(published, table, folder)
            except duckdb.BinderException as error:
                raise WrongArguments(
                    f"Version {published.version} has another {table.name} than this software: {error}",
                    expected="a version that this software has published",
                    todo="fazhi run, or export it with the software that published it",
                ) from error
    _write_json(folder / "datapackage.json", datapackage(written, _software()))
    _write_json(folder / "provenance.json", _provenance(manifest))
    (folder / "data-dictionary.md").write_text(data_dictionary(), encoding="utf-8")
    shutil.copyfile(_LICENCE, folder / "LICENCE.md")
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    return manifest, written


def _provenance(manifest: Manifest) -> dict[str, Any]:
    """Return where the rows come from. No clock time and no run id: equal data give equal bytes."""
    return {
        "version": manifest.number,
        "content_hash": manifest.content_hash,
        "extractor_version": manifest.extractor_version,
        "schema_version": SCHEMA_VERSION,
        "software": f"fazhi-warehouse {_software()}",
        "table_hashes": dict(sorted(manifest.table_hashes.items())),
    }


def _software() -> str:
    try:
        return metadata.version("fazhi-warehouse")
    except metadata.PackageNotFoundError:
        return "0"


def _refuse_what_is_not_ours(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir() or (any(target.iterdir()) and not (target / SUMS).is_file()):
        raise WrongArguments(
            "There is something else in the place of the export.",
            expected="a folder that is new, empty, or an earlier export",
            where=target,
            todo="name another folder",
        )


def _swap(building: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    building.rename(target)
    sync_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _told(error: OSError, target: Path) -> WrongArguments | NoSpace:
    if error.errno == 28:
        return NoSpace("The disk is full.", where=target, todo="free some space; nothing was replaced")
    return WrongArguments(
        f"The export cannot be written: {error.strerror}.", expected="a folder to write to", where=target
    )


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
