"""The simulated nation as files: ``.jsonl.gz`` shards as they would land, the same bytes every time."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.nation.documents import Document

DOCUMENTS_A_SHARD = 2000


def write_shards(folder: Path, documents: Iterable[Document], prefix: str = "part") -> int:
    """Write documents as shards below ``folder``; return how many bytes of text they hold."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    source = iter(documents)
    for number in itertools.count():
        batch = list(itertools.islice(source, DOCUMENTS_A_SHARD))
        if not batch:
            return size
        lines = b"".join(_line(document) for document in batch)
        # No clock time in the header, and the quickest packing: it is not what is measured.
        (folder / f"{prefix}-{number:05d}.jsonl.gz").write_bytes(gzip.compress(lines, 1, mtime=0))
        size += sum(len(document.text.encode()) for document in batch)
    raise AssertionError("the count has no end")


def _line(document: Document) -> bytes:
    row = {
        "id": document.name,
        "text": document.text,
        "url": f"https://example.org/{document.code}/{document.year}/{document.kind}.html",
        "retrieved_at": f"{document.published}T00:00:00Z",
    }
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"
