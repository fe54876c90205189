"""Rosters as people write them: what is taken, and what is told of each row that is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.roster import Expected, read_roster

HEAD = "issuer,jurisdiction_code,report_type,year,due_date\n"

ROWS = [
    (
        "渤海镇人民政府,110116108000,,2023,",
        Expected(2, "渤海镇人民政府", "110116108000", "rule_of_law", 2023, None),
    ),
    (" 某镇 ,,enforcement,2023,2024-02-01", Expected(2, "某镇", None, "enforcement", 2023, "2024-02-01")),
    ("某镇,,,2023,2024/02/01", Expected(2, "某镇", None, "rule_of_law", 2023, "2024-02-01")),
]


@pytest.mark.parametrize(("row", "entry"), ROWS)
def test_a_row_is_taken_as_it_stands(row: str, entry: Expected) -> None:
    assert read_roster((HEAD + row + "\n").encode()) == ([entry], [])


BAD = [
    (",110116108000,,2023,", "roster.csv line 2: no issuer, left out"),
    ("某镇,,,23,", "roster.csv line 2: year '23' is no year such as 2024, left out"),
    ("某镇,,,,", "roster.csv line 2: year '' is no year such as 2024, left out"),
    (
        "某镇,1101,,2023,",
        "roster.csv line 2: jurisdiction_code '1101' is not a known code of twelve digits, left out",
    ),
    (
        "某镇,999999999999,,2023,",
        "roster.csv line 2: jurisdiction_code '999999999999' is not a known code of twelve digits, left out",
    ),
    (
        "某镇,,yearbook,2023,",
        "roster.csv line 2: report_type 'yearbook' is none of rule_of_law, enforcement, disclosure_annual,"
        " left out",
    ),
    (
        "某镇,,,2023,2024-02-30",
        "roster.csv line 2: due_date '2024-02-30' is no day such as 2025-03-31, left out",
    ),
]


@pytest.mark.parametrize(("row", "note"), BAD)
def test_a_bad_row_is_told_with_its_line_and_does_not_stop_the_others(row: str, note: str) -> None:
    entries, notes = read_roster((HEAD + row + "\n某街道,,,2024,\n").encode())
    assert notes == [note]
    assert [(entry.issuer, entry.line) for entry in entries] == [("某街道", 3)]


def test_an_entry_said_twice_counts_once() -> None:
    entries, notes = read_roster((HEAD + "某镇,,,2023,\n\n某镇,,,2023,2024-01-01\n").encode())
    assert [entry.line for entry in entries] == [2]
    assert notes == ["roster.csv line 4: says again what line 2 says, left out"]


WHOLE = [
    ("发布机关,年度\n某镇,2023\n".encode(), "no column issuer, year"),
    (b"", "cannot be read"),
    (b"\x89PNG\r\n", "cannot be read"),
    (b"\xff\xfe\x00", "cannot be read"),
]


@pytest.mark.parametrize(("content", "note"), WHOLE)
def test_a_file_that_is_no_roster_is_told_and_left_out(content: bytes, note: str) -> None:
    entries, notes = read_roster(content)
    assert entries == []
    assert len(notes) == 1
    assert note in notes[0]


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reading_of_a_roster(content: bytes) -> None:
    entries, notes = read_roster(b"issuer,year\n" + content)
    assert all(entry.issuer for entry in entries)
    assert all("roster.csv" in note for note in notes)


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.integers(1990, 2099)), unique=True, max_size=9))
def test_every_good_row_comes_back(rows: list[tuple[str, int]]) -> None:
    text = "issuer,year\n" + "".join(f"{issuer}镇,{year}\n" for issuer, year in rows)
    entries, notes = read_roster(text.encode())
    assert [(entry.issuer[0], entry.year) for entry in entries] == rows
    assert notes == []
