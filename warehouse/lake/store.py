"""Adding parts to the lake, and finding the parts that count."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.durable import TEMPORARY_SUFFIX, write_durably, write_json_durably
from warehouse.errors import Damaged
from warehouse.lake.schemas import SCHEMAS


@dataclass
class Lake:
    """The Parquet store below ``folder``. One process at a time adds to it: the run's lock sees to that."""

    folder: Path
    _staged: dict[str, list[str]] = field(default_factory=dict)

    def stage(self, table: str, rows: Sequence[Mapping[str, Any]], partition: str = "") -> None:
        """Write ``rows`` as one part of ``table``; it counts only after :meth:`commit`."""
        self.stage_table(table, pa.Table.from_pylist(list(rows), schema=SCHEMAS[table]), partition)

    def stage_table(self, table: str, rows: pa.Table, partition: str = "") -> None:
        """Write ``rows`` as one part of ``table``: of its columns those that it has, in any order."""
        if not len(rows):
            return
        schema = SCHEMAS[table]
        content = _parquet(rows.select([name for name in schema.names if name in rows.column_names]))
        name = f"part-{hashlib.sha256(content).hexdigest()[:24]}.parquet"
        relative = "/".join(piece for piece in (table, partition, name) if piece)
        path = self.folder / relative
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(path, content)
        self._staged.setdefault(table, []).append(relative)

    def commit(self, run_id: str, step: str) -> None:
        """Make all staged parts count, at once."""
        if not self._staged:
            return
        log = self.folder / "log"
        log.mkdir(mode=0o700, exist_ok=True)
        number = len(self._entries()) + 1
        entry = {"number": number, "run": run_id, "step": step, "parts": self._staged}
        write_json_durably(log / f"{number:08d}.json", entry)
        self._staged = {}

    def parts(self, table: str) -> list[Path]:
        """Return the parts of ``table`` that count, oldest first."""
        names = (name for entry in self._entries() for name in entry["parts"].get(table, ()))
        return [self.folder / name for name in names]

    def read(self, table: str, columns: Iterable[str]) -> pa.Table:
        """Return some columns of a whole table."""
        chosen = list(columns)
        schema = pa.schema([SCHEMAS[table].field(name) for name in chosen])
        tables = [read_part(path, schema) for path in self.parts(table)]
        return pa.concat_tables(tables) if tables else schema.empty_table()

    def fingerprint(self) -> str:
        """Return a hash over everything that counts: equal as long as nothing has been added."""
        names = [name for entry in self._entries() for parts in entry["parts"].values() for name in parts]
        return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()

    def sweep(self) -> None:
        """Remove what no log entry names: the remains of a run that died."""
        counted = {path for table in SCHEMAS for path in self.parts(table)}
        for path in self.folder.rglob("*"):
            is_orphan = path.suffix == ".parquet" and path not in counted
            if path.is_file() and (is_orphan or path.name.endswith(TEMPORARY_SUFFIX)):
                path.unlink()

    def _entries(self) -> list[dict[str, Any]]:
        entries = []
        for number, path in enumerate(sorted((self.folder / "log").glob("*.json")), start=1):
            try:
                entry = json.loads(path.read_text(encoding="utf-8"))
            except ValueError:
                entry = {}
            if entry.get("number") != number:
                raise Damaged(
                    "An entry of the lake's log is not what was written.",
                    expected=f"entry {number}, complete",
                    where=path,
                    todo="put the lake back from its copy, or move it away and read all reports again",
                )
            entries.append(entry)
        return entries


def read_part(path: Path, schema: pa.Schema) -> pa.Table:
    """Return the columns of ``schema`` from one part; null where an earlier release wrote none."""
    # One file at a time, not a data set: a folder named year=2024 must not become a column.
    found = pq.ParquetFile(path).read(columns=schema.names)
    columns = [
        found[field.name] if field.name in found.column_names else pa.nulls(len(found), field.type)
        for field in schema
    ]
    return pa.table(columns, names=schema.names).cast(schema)


def _parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
