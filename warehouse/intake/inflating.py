"""Gzip to bytes, counted while inflating, so that a bomb costs no more than its cap."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from warehouse.intake.decoding import Undecodable

_GZIP = 31
_TAKEN = 1 << 16
_GIVEN = 1 << 18


def inflate(content: bytes, limit: int) -> bytes:
    """Return what ``content`` was before it was packed.

    Raises:
        Undecodable: broken, cut off, or more than ``limit`` bytes.
    """
    return b"".join(inflated_chunks(content, limit))


def inflated_chunks(content: bytes, limit: int) -> Iterator[bytes]:
    """Yield the inflated bytes in pieces; several members behind each other are one file.

    Raises:
        Undecodable: broken, cut off, or more than ``limit`` bytes.
    """
    member: zlib._Decompress | None = None
    pending, chunk, taken, given = b"", b"", 0, 0
    while True:
        # A full piece may have left more of the same input inside the member.
        if not pending and len(chunk) < _GIVEN:
            pending, taken = content[taken : taken + _TAKEN], taken + _TAKEN
            if not pending:
                break
        if member is None:
            # Tapes and some servers pad with zeros between and behind members.
            if not (pending := pending.lstrip(b"\0")):
                continue
            member = zlib.decompressobj(_GZIP)
        chunk = _next_chunk(member, pending)
        given += len(chunk)
        if given > limit:
            raise Undecodable("gzip", f"gzip: inflates past {limit} bytes")
        yield chunk
        pending = member.unused_data if member.eof else member.unconsumed_tail
        if member.eof:
            member, chunk = None, b""
    if member is not None:
        raise Undecodable("gzip", "gzip: the file is cut off")


def _next_chunk(member: zlib._Decompress, packed: bytes) -> bytes:
    try:
        return member.decompress(packed, _GIVEN)
    except zlib.error as error:
        raise Undecodable("gzip", "gzip: the packed bytes are broken") from error
