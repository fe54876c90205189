"""The lake: what counts is what its log names, whatever else lies there."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from warehouse.errors import Damaged
from warehouse.lake import SCHEMAS, Lake


def row(document_id: str) -> dict[str, object]:
    return {
        **dict.fromkeys(SCHEMAS["location"].names),
        "document_id": document_id,
        "file": f"{document_id}.txt",
    }


def ids(lake: Lake) -> list[str]:
    return lake.read("location", ["document_id"])["document_id"].to_pylist()


def test_parts_count_from_their_commit_on_and_not_before(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.stage("location", [row("a")])
    assert ids(Lake(tmp_path)) == []
    lake.commit("r1", "ingest")
    assert ids(Lake(tmp_path)) == ["a"]
    lake.stage("location", [row("b")], "year=2024")
    lake.commit("r2", "ingest")
    assert ids(Lake(tmp_path)) == ["a", "b"]
    assert lake.parts("location")[1].parent.name == "year=2024"


def test_what_a_dead_run_left_is_swept_and_what_counts_stays(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.stage("location", [row("a")])
    lake.commit("r1", "ingest")
    lake.stage("location", [row("b")])
    (tmp_path / "location" / "part-x.parquet.tmp").write_bytes(b"half")
    before = lake.fingerprint()
    Lake(tmp_path).sweep()
    assert ids(Lake(tmp_path)) == ["a"]
    assert len(list((tmp_path / "location").iterdir())) == 1
    assert Lake(tmp_path).fingerprint() == before


def test_the_fingerprint_changes_with_what_counts_and_only_with_it(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    empty = lake.fingerprint()
    lake.stage("location", [row("a")])
    assert lake.fingerprint() == empty
    lake.commit("r1", "ingest")
    assert lake.fingerprint() != empty
    lake.commit("r2", "ingest")
    assert len(list((tmp_path / "log").iterdir())) == 1, "a commit of nothing leaves no entry"


@pytest.mark.parametrize("content", ["", "{}", '{"number": 7, "parts": {}}', "[1"])
def test_a_log_that_was_damaged_is_an_error_and_never_a_smaller_lake(tmp_path: Path, content: str) -> None:
    lake = Lake(tmp_path)
    lake.stage("location", [row("a")])
    lake.commit("r1", "ingest")
    (tmp_path / "log" / "00000001.json").write_text(content)
    with pytest.raises(Damaged):
        ids(Lake(tmp_path))


def test_others_may_not_look_into_it(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.stage("raw", [{"document_id": "a", "content": b"secret"}])
    lake.commit("r1", "ingest")
    assert {path.stat().st_mode & 0o077 for path in tmp_path.rglob("*")} == {0}


def test_a_part_that_an_earlier_release_wrote_is_read_with_nulls_for_what_came_later(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    earlier = pa.table({"document_id": ["a"], "outcome": ["read"]})
    lake.stage_table("ledger", earlier)
    lake.commit("r1", "extract")
    later = {**dict.fromkeys(SCHEMAS["ledger"].names), "document_id": "b", "report_year": 2024}
    lake.stage("ledger", [later])
    lake.commit("r2", "extract")
    found = lake.read("ledger", ["report_year", "document_id", "outcome"])
    assert found.to_pylist() == [
        {"report_year": None, "document_id": "a", "outcome": "read"},
        {"report_year": 2024, "document_id": "b", "outcome": None},
    ]
