"""What came in: one file, or one line of a shard, as text or with the reason why it has none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from warehouse.intake.decoding import Undecodable, binary_kind
from warehouse.intake.formats import read_document
from warehouse.intake.inflating import inflated_chunks
from warehouse.intake.limits import Limits
from warehouse.intake.manifest import Origin, read_origin
from warehouse.intake.shards import ShardLine, is_shard, shard_lines

_PEEKED = 1 << 16


@dataclass(frozen=True, slots=True)
class Arrival:
    """One document of the landing folder: its text, or the reason why it has none."""

    file: str
    """Path below the landing folder, with ``/``; for a line of a shard, ``#`` and its id behind it."""
    document_id: str
    """sha256 of the bytes; of the path, where the bytes were not to be had."""
    content: bytes | None
    text: str | None
    encoding: str | None
    kind: str
    reason: str | None
    origin: Origin
    container: bytes | None = None
    """The bytes of the file that it is a part of, where it is not a file of its own."""

    @property
    def is_readable(self) -> bool:
        """Text came out of it."""
        return self.text is not None


def unread(file: str, path: bytes, reason: str, origin: Origin) -> Arrival:
    """Return a file whose bytes were not to be had; its path stands for them."""
    document_id = hashlib.sha256(b"path\0" + path).hexdigest()
    return Arrival(file, document_id, None, None, None, "unread", reason, origin)


def open_content(
    file: str, content: bytes, limits: Limits, origin: Origin, notes: list[str]
) -> Iterator[Arrival]:
    """Yield what the bytes of one file hold: one document, or one for each line of a shard."""
    chunks = _shard_chunks(file, content, limits)
    if chunks is None:
        yield _document(file, content, limits, origin)
        return
    try:
        for line in shard_lines(chunks, limits.file_bytes):
            yield _of_line(file, line, content, origin, notes)
    except Undecodable as error:
        # What came before the break has come in; the rest is refused under the file's own name.
        yield _refused(file, content, error, origin)


def _shard_chunks(file: str, content: bytes, limits: Limits) -> Iterable[bytes] | None:
    """The inflated bytes of a shard; None where the file is something else."""
    if binary_kind(content) != "gzip":
        return [content] if is_shard(content[:_PEEKED], file) else None
    try:
        first = next(iter(inflated_chunks(content, limits.shard_bytes)), b"")
    except Undecodable:
        return None
    return inflated_chunks(content, limits.shard_bytes) if is_shard(first, file) else None


def _document(file: str, content: bytes, limits: Limits, origin: Origin) -> Arrival:
    try:
        found = read_document(content, limits)
    except Undecodable as error:
        return _refused(file, content, error, origin)
    return Arrival(file, _sha256(content), content, found.text, found.encoding, found.kind, None, origin)


def _refused(file: str, content: bytes, error: Undecodable, origin: Origin) -> Arrival:
    return Arrival(file, _sha256(content), content, None, None, error.kind, str(error), origin)


def _of_line(file: str, line: ShardLine, container: bytes, origin: Origin, notes: list[str]) -> Arrival:
    name = f"{file}#{line.name}"
    own = read_origin(line.origin, notes, name)
    told = replace(origin, **{key: value for key, value in own.as_dict().items() if value is not None})
    encoding = "utf-8" if line.text is not None else None
    return Arrival(
        name,
        _sha256(line.content),
        line.content,
        line.text,
        encoding,
        "json_line",
        line.reason,
        told,
        container,
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
