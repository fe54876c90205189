"""A landing folder into the lake: what is new is kept with its bytes, what is refused with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warehouse.errors import NothingReadable
from warehouse.extraction import text_id
from warehouse.intake import Arrival, read_landing
from warehouse.lake import Lake

# Parts are written when so many bytes have gathered: memory stays bounded however large the folder.
_PART_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read, and why."""

    file: str
    reason: str


@dataclass
class Intake:
    """What a landing folder held."""

    readable: int = 0
    new_documents: int = 0
    new_locations: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Remarks on the manifest, and on folders that could not be listed."""


def ingest_folder(lake: Lake, folder: Path, run_id: str) -> Intake:
    """Add what is new in a folder to the lake, all at once.

    Raises:
        NoSuchFolder: there is no such folder.
        NothingReadable: not one file of it could be read; what was refused is in the lake nevertheless.
    """
    intake = Intake()
    gathering = _Gathering(lake, run_id)
    for arrival in read_landing(folder, notes=intake.notes):
        intake.readable += arrival.is_readable
        if arrival.reason is not None:
            intake.refused.append(Refusal(arrival.file, arrival.reason))
        gathering.add(arrival)
    gathering.flush()
    lake.commit(run_id, "ingest")
    intake.new_documents, intake.new_locations = gathering.new_documents, gathering.new_locations
    if not intake.readable:
        raise _nothing_readable(folder, intake.refused)
    return intake


def _nothing_readable(folder: Path, refused: Iterable[Refusal]) -> NothingReadable:
    lines = [f"{refusal.file}: {refusal.reason}" for refusal in refused]
    found = f"{len(lines)} files, none of them readable" if lines else "no file"
    return NothingReadable(
        "\n    ".join([f"The folder holds {found}.", *lines[:20]]),
        expected="reports as text, web page, PDF or Word file (.txt .md .html .pdf .docx, .gz, .jsonl.gz)",
        where=folder,
        todo="put reports there, or name another folder with --reports",
    )


class _Gathering:
    """Rows on their way into the lake."""

    def __init__(self, lake: Lake, run_id: str) -> None:
        self._lake, self._run_id = lake, run_id
        known = lake.read("document", ["document_id", "is_readable"]).to_pylist()
        self._documents = {row["document_id"] for row in known}
        self._read = {row["document_id"] for row in known if row["is_readable"]}
        self._kept = set(lake.read("raw", ["document_id"])["document_id"].to_pylist())
        self._locations = {_location_key(row) for row in lake.read("location", _LOCATION).to_pylist()}
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._bytes = 0
        self._whole: bytes | None = None
        self.new_documents = self.new_locations = 0

    def add(self, arrival: Arrival) -> None:
        """Take one arrival in, as far as it is new."""
        location = _location_row(arrival)
        if (key := _location_key(location)) not in self._locations:
            self._locations.add(key)
            self.new_locations += 1
            self._put("location", {**location, "first_run": self._run_id})
        self._keep_bytes(arrival)
        is_new = arrival.document_id not in self._documents
        # What could not be read is read once it can be: when a library was installed, a reader mended.
        if is_new or (arrival.is_readable and arrival.document_id not in self._read):
            self._documents.add(arrival.document_id)
            self.new_documents += is_new
            self._add_document(arrival)
        if self._bytes > _PART_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write the gathered rows as parts."""
        for table, rows in self._rows.items():
            self._lake.stage(table, rows)
        self._rows, self._bytes = {}, 0

    def _keep_bytes(self, arrival: Arrival) -> None:
        """Keep the bytes as they came; of a part of a file also those of the whole file."""
        # The lines of a shard come one after the other, each with the same whole.
        whole = None if arrival.container is self._whole else arrival.container
        self._whole = arrival.container
        for content in (arrival.content, whole):
            if content is None or (key := hashlib.sha256(content).hexdigest()) in self._kept:
                continue
            self._kept.add(key)
            self._put("raw", {"document_id": key, "content": content})
            self._bytes += len(content)

    def _add_document(self, arrival: Arrival) -> None:
        self._put("document", {**_document_row(arrival), "first_run": self._run_id})
        if arrival.text is not None:
            self._read.add(arrival.document_id)
            self._put("text", {"document_id": arrival.document_id, "text": arrival.text})
            self._bytes += len(arrival.text)

    def _put(self, table: str, row: dict[str, Any]) -> None:
        self._rows.setdefault(table, []).append(row)


_LOCATION = ["document_id", "file", "source_url", "retrieved_at", "publisher", "declared_code"]


def _location_row(arrival: Arrival) -> dict[str, Any]:
    origin = arrival.origin
    return {
        "document_id": arrival.document_id,
        "file": arrival.file,
        "source_url": origin.url,
        "retrieved_at": origin.retrieved_at,
        "publisher": origin.publisher,
        "declared_code": origin.declared_code,
    }


def _location_key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in _LOCATION)


def _document_row(arrival: Arrival) -> dict[str, Any]:
    return {
        "document_id": arrival.document_id,
        "kind": arrival.kind,
        "encoding": arrival.encoding,
        "size_bytes": None if arrival.content is None else len(arrival.content),
        "character_count": None if arrival.text is None else len(arrival.text),
        "text_id": None if arrival.text is None else text_id(arrival.text),
        "is_readable": arrival.is_readable,
        "reason": arrival.reason,
    }
