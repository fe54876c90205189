"""Many documents in one file: its bytes are kept once, and read once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace

import pytest

import warehouse.ingest
from tests.containers import as_shard
from warehouse.ingest import ingest_folder
from warehouse.lake import Lake

LINES = 50


def test_the_bytes_of_a_shard_are_kept_once_and_not_read_again_for_each_of_its_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[bytes] = []

    def sha256(content: bytes) -> object:
        hashed.append(content)
        return hashlib.sha256(content)

    monkeypatch.setattr(warehouse.ingest, "hashlib", SimpleNamespace(sha256=sha256))
    landing, lake = tmp_path / "landing", Lake(tmp_path / "lake")
    landing.mkdir()
    shards = [as_shard([{"id": str(n), "text": f"{part}的第{n}份"} for n in range(LINES)]) for part in "甲乙"]
    for name, shard in zip("ab", shards, strict=True):
        (landing / f"{name}.jsonl.gz").write_bytes(shard)
    ingest_folder(lake, landing, "r000001-20260101T000000Z")
    kept = lake.read("raw", ["content"])["content"].to_pylist()
    assert [kept.count(shard) for shard in shards] == [1, 1]
    assert [hashed.count(shard) for shard in shards] == [1, 1]
    assert len(kept) == 2 * LINES + 2, "each line, and each whole"
