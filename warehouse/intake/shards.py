"""Shards: many texts in one file, a JSON object a line, each a document of its own.

A line that is broken costs itself alone. What belongs here: lines to texts, with what they say of their
origin. What does not: how the file was packed (``inflating``).
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from warehouse.intake.decoding import Undecodable, is_blank

_TOLD = ("url", "retrieved_at", "publisher", "declared_code")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class ShardLine:
    """One line: its bytes, and its text or the reason why it has none."""

    number: int
    name: str
    """The id that the line gives itself; else ``line N``."""
    content: bytes
    text: str | None
    reason: str | None
    origin: dict[str, str | None]


def is_shard(head: bytes, file: str) -> bool:
    """Whether the beginning of a file is that of a shard; a broken first line is known by the name alone."""
    first = head.removeprefix(codecs.BOM_UTF8).lstrip().split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return False
    stem = file.lower().removesuffix(".gz")
    if stem.endswith((".jsonl", ".ndjson")):
        return True
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and isinstance(row.get("text"), str)


def shard_lines(chunks: Iterable[bytes], longest: int) -> Iterator[ShardLine]:
    """Yield the lines that hold anything.

    Raises:
        Undecodable: a line is longer than ``longest`` bytes, or the bytes themselves cannot be had.
    """
    for number, line in enumerate(_split(chunks, longest), 1):
        content = line.removeprefix(codecs.BOM_UTF8).strip() if number == 1 else line.strip()
        if content:
            yield _read_line(number, content)


def _split(chunks: Iterable[bytes], longest: int) -> Iterator[bytes]:
    # Pieces of an unfinished line are kept apart: adding each to the last would copy the line over and over.
    pieces: list[bytes] = []
    size = 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for line in ended:
            _check_length(size + len(line), longest)
            yield b"".join([*pieces, line])
            pieces, size = [], 0
        pieces.append(rest)
        size += len(rest)
        _check_length(size, longest)
    yield b"".join(pieces)


def _check_length(size: int, longest: int) -> None:
    if size > longest:
        raise Undecodable("shard", f"shard: a line is longer than {longest} bytes")


def _read_line(number: int, content: bytes) -> ShardLine:
    try:
        row = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return _broken(number, content, "no JSON object in UTF-8")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return _broken(number, content, 'no {"id": …, "text": …}')
    name = _name(row.get("id"), number)
    text = row["text"].replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or not _is_encodable(text):
        return _broken(number, content, "its text holds characters that are none", name)
    if is_blank(text):
        return _broken(number, content, "its text is empty", name)
    return ShardLine(number, name, content, text, None, _origin(row))


def _is_encodable(text: str) -> bool:
    """Whether it holds no half of a surrogate pair, which JSON can write and UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _broken(number: int, content: bytes, reason: str, name: str | None = None) -> ShardLine:
    return ShardLine(number, name or f"line {number}", content, None, f"line {number}: {reason}", {})


def _name(identifier: Any, number: int) -> str:
    is_name = isinstance(identifier, str | int) and not isinstance(identifier, bool)
    name = str(identifier)[:_LONGEST_NAME] if is_name else ""
    return name if name and name.isprintable() else f"line {number}"


def _origin(row: dict[str, Any]) -> dict[str, str | None]:
    return {key: row[key] for key in _TOLD if isinstance(row.get(key), str)}
