"""Corrections by hand: beside what the machine read, and only while the source says what was corrected."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from dagster_project.cli import main
from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from warehouse import Home, explain, query
from warehouse.corrections import load_corrections
from warehouse.errors import CorrectionObsolete, WrongArguments
from warehouse.publish import NothingNew, Publication
from warehouse.versions import current_version, list_versions

TOWN = "110116108000"
HEAD = f"报告 {TOWN} 2024 township_government 某镇人民政府"
ENTRY: dict[str, Any] = {
    "place": TOWN,
    "year": 2024,
    "metric": "fine_amount",
    "action": "override",
    "value": 15000,
    "expect": 150,
    "reason": "原文为1.5万元",
    "who": "editor",
    "when": "2026-01-05",
}


def put(home: Home, *entries: dict[str, Any], name: str = "own.toml") -> None:
    home.corrections.mkdir(parents=True, exist_ok=True)
    blocks = ["[[correction]]\n" + "".join(_line(*pair) for pair in entry.items()) for entry in entries]
    (home.corrections / name).write_text("\n".join(blocks) or "correction = []\n", encoding="utf-8")


def _line(name: str, value: object) -> str:
    shown = value if isinstance(value, int | float) or name == "when" else f'"{value}"'
    return f"{name} = {shown}\n"


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("once")
    (place / "reports").mkdir()
    lines = [HEAD, "fine_amount 150 unit=元", "legal_adviser_count 3", "legal_adviser_count 4", WORDS]
    (place / "reports" / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    run_once(Home.at(place / "home"), place / "reports", extract)
    return place


@pytest.fixture
def reports(published_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published_once / "reports", tmp_path / "reports"))


@pytest.fixture
def home(published_once: Path, tmp_path: Path) -> Home:
    return Home.at(shutil.copytree(published_once / "home", tmp_path / "home", symlinks=True))


def cell(home: Home, metric: str) -> dict[str, Any]:
    (row,) = query(home, "select * from fact_metric where metric = ?", parameters=[metric]).to_dicts()
    return row


def test_machine_value_and_corrected_value_stand_side_by_side_and_the_wide_cell_is_corrected(
    home: Home, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {**ENTRY, "metric": "petition_case_count", "value": 7, "expect": "某镇人民政府"}
    settled = {**ENTRY, "metric": "legal_adviser_count", "value": 4, "expect": "legal_adviser_count 4"}
    put(home, ENTRY, found, settled)
    assert isinstance(run_once(home, reports, extract), Publication), "a correction is something new"
    fine = cell(home, "fine_amount")
    assert (fine["value"], fine["machine_value"], fine["rule"]) == (15000.0, 150.0, "corrected")
    assert (fine["lower_bound"], fine["upper_bound"], fine["basis"]) == (15000.0, 15000.0, "stated_total")
    advisers = cell(home, "legal_adviser_count")
    assert (advisers["value"], advisers["machine_value"], advisers["rival_count"]) == (4.0, None, 2)
    petitions = cell(home, "petition_case_count")
    assert (petitions["value"], petitions["machine_value"], petitions["months_covered"]) == (7.0, None, 12)
    told = query(home, "select state, corrected_by, expected from correction order by expected").to_dicts()
    assert [(row["state"], row["corrected_by"]) for row in told] == [("applied", "editor")] * 3
    explained = explain(home, TOWN, 2024, "fine_amount")
    assert explained.correction is not None
    assert (explained.value, explained.correction.machine_value) == (15000.0, 150.0)
    for piece in ("machine 150 → 15000", "原文为1.5万元", "editor, 2026-01-05", "home/own.toml, entry 1"):
        assert piece in explained.as_text()
    assert main(["explain", TOWN, "2024", "fine_amount", "--home", str(home.root)]) == 0
    assert "人工更正 · corrected" in capsys.readouterr().out
    (wide,) = query(home, "select fine_amount, administrative_penalty_count from fact_enforcement").rows()
    assert (float(wide[0]), wide[1]) == (15000.0, None)
    assert "fine_amount" not in str(query(home, "select metric from missing_value").to_dicts())
    assert run_once(home, reports, extract) == NothingNew(2)
    put(home)
    run_once(home, reports, extract)
    assert cell(home, "fine_amount")["value"] == 150.0, "taken out, it is as if it had never been"


def test_a_dropped_value_is_withdrawn_and_a_flagged_one_stays_and_is_pointed_out(
    home: Home, reports: Path
) -> None:
    bare = {name: value for name, value in ENTRY.items() if name != "value"}
    put(home, {**bare, "action": "drop"})
    run_once(home, reports, extract)
    fine = cell(home, "fine_amount")
    assert (fine["value"], fine["missing_reason"], fine["machine_value"]) == (None, "withdrawn", 150.0)
    reasons = query(home, "select missing_reason from missing_value where metric = 'fine_amount'").rows()
    assert reasons == [("withdrawn",)]
    put(home, {**bare, "action": "flag"})
    run_once(home, reports, extract)
    fine = cell(home, "fine_amount")
    assert (fine["value"], fine["rule"]) == (150.0, "single_value")
    found = query(home, "select detail from quality_finding where finding = 'flagged_by_hand'").rows()
    assert found == [("原文为1.5万元",)]


@pytest.mark.parametrize("expect", [151, "罚款一百五十元"])
def test_where_the_source_no_longer_says_it_the_run_ends_with_eight_and_names_the_entry(
    home: Home, reports: Path, expect: object
) -> None:
    put(home, {**ENTRY, "expect": expect}, name="mine.toml")
    with pytest.raises(CorrectionObsolete, match=r"home/mine\.toml, entry 1") as error:
        run_once(home, reports, extract)
    assert error.value.exit_code == 8
    assert str(expect) in str(error.value)
    assert current_version(home) == 1


@pytest.mark.slow
def test_a_new_edition_that_says_otherwise_ends_the_run_unless_the_correction_names_its_document(
    home: Home, reports: Path
) -> None:
    put(home, ENTRY)
    run_once(home, reports, extract)
    (document,) = query(home, "select document_id from report").to_series()
    (reports / "b.txt").write_text(f"{HEAD}\nfine_amount 15000 unit=元\n{WORDS}", encoding="utf-8")
    with pytest.raises(CorrectionObsolete):
        run_once(home, reports, extract)
    put(home, {**ENTRY, "document": document})
    run_once(home, reports, extract)
    assert cell(home, "fine_amount")["correction_id"] is None
    assert query(home, "select state from correction").to_series().to_list() == ["superseded"]


def test_offsets_say_which_number_is_meant(home: Home, reports: Path) -> None:
    (document,) = query(home, "select document_id from report").to_series()
    (start, end) = query(
        home, "select start_offset, end_offset from observation where metric = 'fine_amount'"
    ).row(0)
    put(home, {**ENTRY, "document": document, "start": start, "end": end})
    run_once(home, reports, extract)
    assert cell(home, "fine_amount")["value"] == 15000.0
    put(home, {**ENTRY, "document": document, "start": end + 5, "end": end + 8})
    with pytest.raises(CorrectionObsolete, match="characters"):
        run_once(home, reports, extract)


def test_a_correction_of_a_report_that_is_not_here_waits(home: Home, reports: Path) -> None:
    put(home, {**ENTRY, "year": 2021})
    run_once(home, reports, extract)
    assert query(home, "select state from correction").to_series().to_list() == ["not_here"]


WRONG = {
    "no reason": ({"reason": " "}, "reason is empty"),
    "no such metric": ({"metric": "fines"}, "catalogue"),
    "a place by its name": ({"place": "某镇"}, "12-digit"),
    "an action that is none": ({"action": "delete"}, "override, drop, flag"),
    "a value to drop": ({"action": "drop"}, "wants a value"),
    "half a person": ({"metric": "legal_adviser_count", "value": 1.5}, "whole"),
    "below nought": ({"value": -1}, "from 0"),
    "a misspelt word": ({"resaon": "x"}, "resaon"),
    "offsets of no document": ({"start": 1, "end": 2}, "document"),
    "half a hash": ({"document": "abc"}, "sha256"),
    "nothing to expect": ({"expect": ""}, "expect"),
    "a day that is none": ({"when": "12:00:00"}, "date"),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_entry_that_says_too_little_is_refused_by_file_and_number(tmp_path: Path, name: str) -> None:
    change, told = WRONG[name]
    home = Home.at(tmp_path)
    put(home, {**ENTRY, **change})
    with pytest.raises(WrongArguments, match=r"own\.toml, entry 1") as error:
        load_corrections(home)
    assert told in str(error.value)


def test_two_corrections_of_one_cell_are_refused(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    put(home, ENTRY)
    put(home, {**ENTRY, "value": 1}, name="second.toml")
    with pytest.raises(WrongArguments, match="corrects the same cell"):
        load_corrections(home)


def test_what_ships_with_the_project_can_be_loaded(tmp_path: Path) -> None:
    assert all(c.origin.startswith("project/") for c in load_corrections(Home.at(tmp_path)))


def test_what_ships_is_read_and_the_homes_own_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped, home = Home.at(tmp_path / "shipped"), Home.at(tmp_path / "home")
    put(shipped, ENTRY, {**ENTRY, "year": 2023}, name="ours.toml")
    put(home, {**ENTRY, "value": 1})
    monkeypatch.setattr("warehouse.corrections.loading._OWN", shipped.corrections)
    found = {correction.year: (correction.origin, correction.value) for correction in load_corrections(home)}
    assert found == {2023: ("project/ours.toml, entry 2", 15000), 2024: ("home/own.toml, entry 1", 1)}


def test_a_malformed_entry_stops_the_run_before_anything_is_published(home: Home, reports: Path) -> None:
    put(home, {**ENTRY, "who": ""})
    with pytest.raises(WrongArguments):
        run_once(home, reports, extract)
    assert [manifest.number for manifest in list_versions(home)] == [1]
