"""A run from folder to reader: what is new, what is refused, what a place and an edition decide."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from warehouse import Home, explain, open_published, query
from warehouse.doctor import examine
from warehouse.errors import NoSuchFolder, NothingReadable, WrongArguments
from warehouse.publish import NothingNew, Publication
from warehouse.runs import open_run
from warehouse.steps import ingest_documents
from warehouse.versions import current_version, list_versions, manifest_of, pin, read_pins, rollback

TOWN, STREET = "110116108000", "350105001000"


def write(folder: Path, name: str, head: str, *lines: str, encoding: str = "utf-8") -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join([f"报告 {head}", *lines, WORDS]), encoding=encoding)


def write_three(folder: Path) -> Path:
    town, office = f"{TOWN} {{}} township_government 某镇人民政府", f"{TOWN} 2024 department 某镇司法所"
    mediated = ("dispute_mediated_count 10", "dispute_mediated_success_count 12")
    fine = "fine_amount 150 unit=元 qualifier=more_than"
    write(folder, "a.txt", town.format(2023), "fine_amount 100 unit=元", "legal_adviser_count 2")
    write(folder, "b.txt", town.format(2024), fine, "legal_adviser_count 3", *mediated)
    write(folder, "c.txt", office, "legal_adviser_count 9")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_three(tmp_path / "reports")


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after its first run over the three reports, to be copied."""
    place = tmp_path_factory.mktemp("once")
    run_once(Home.at(place / "home"), write_three(place / "reports"), extract)
    return place / "home"


@pytest.fixture
def ran(published_once: Path, home: Home) -> Home:
    shutil.copytree(published_once, home.root, symlinks=True)
    return home


def test_a_run_publishes_and_the_next_has_nothing_new(home: Home, folder: Path) -> None:
    first = run_once(home, folder, extract)
    assert isinstance(first, Publication)
    assert first.version == current_version(home) == 1
    assert run_once(home, folder, extract) == NothingNew(1)
    assert [manifest.number for manifest in list_versions(home)] == [1]
    with open_published(home) as published:
        rows = published.rows(
            "select year, fine_amount from fact_enforcement where issuer_id like '%government'"
        )
        assert [(row["year"], float(row["fine_amount"])) for row in rows] == [(2023, 100.0), (2024, 150.0)]
        marts = published.rows(
            "select year, legal_adviser_count as n from mart_jurisdiction_year order by year"
        )
        assert marts == [{"year": 2023, "n": 2}, {"year": 2024, "n": 3}]
        (change,) = published.rows("select * from mart_year_on_year where metric = 'legal_adviser_count'")
        assert (change["change"], change["change_rate"], change["comparability"]) == (1.0, 50.0, "comparable")
        (fines,) = published.rows("select * from mart_year_on_year where metric = 'fine_amount'")
        assert (fines["is_comparable"], fines["comparability"]) == (False, "not_exact")
        findings = published.rows("select finding, observed, expected from quality_finding")
        assert findings == [{"finding": "part_above_whole", "observed": 12.0, "expected": 10.0}]
        (total,) = published.rows(
            "select * from mart_rollup"
            " where parent_code = '110116000000' and year = 2024 and metric = 'fine_amount'"
        )
        assert (total["value"], total["reporting_count"], total["own_value"]) == (150.0, 1, None)
        assert (
            published.rows("select count(*) as n from duckdb_columns() where comment like '% · %'")[0]["n"]
            > 400
        )


def test_a_new_report_is_added_and_a_vanished_file_withdraws_nothing(ran: Home, folder: Path) -> None:
    (folder / "a.txt").unlink()
    write(folder, "d.txt", f"{STREET} 2024 street_office 某街道办事处", "fine_amount 7 unit=元")
    assert isinstance(run_once(ran, folder, extract), Publication)
    assert len(query(ran, "select * from report")) == 4
    assert manifest_of(ran, 2).base == 1


def test_one_text_in_two_files_is_one_report_in_two_places(ran: Home, folder: Path) -> None:
    facts = query(ran, "select * from fact_metric").to_dicts()
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    text = (folder / "a.txt").read_text(encoding="utf-8")
    (folder / "other.txt").write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    run_once(ran, folder, extract)
    assert query(ran, "select * from fact_metric").to_dicts() == facts
    assert len(query(ran, "select * from report")) == 3
    assert len(query(ran, "select * from document")) == 4
    counts = query(ran, "select location_count from document where file in ('a.txt', 'copy.txt')")
    assert counts.to_dicts() == [{"location_count": 2}]


@pytest.mark.parametrize(
    ("dates", "current", "rule"),
    [
        (("2025-01-05", "2025-03-01"), 1, "later_publish_date"),
        (("2025-03-01", "2025-01-05"), 0, "later_publish_date"),
        ((None, None), 1, "later_first_run"),
        (("2025-03-01", None), 1, "later_first_run"),
    ],
)
def test_the_current_edition_is_chosen_by_a_named_rule(
    home: Home, tmp_path: Path, dates: tuple[str | None, str | None], current: int, rule: str
) -> None:
    folder = tmp_path / "reports"
    for number, date in enumerate(dates):
        more = f" date={date}" if date else ""
        head = f"{TOWN} 2024 township_government 某镇人民政府{more}"
        write(folder, f"{number}.txt", head, f"fine_amount {number} unit=元")
        run_once(home, folder, extract)
    facts = query(home, "select value from fact_metric where metric = 'fine_amount'")
    assert facts.to_dicts() == [{"value": float(current)}]
    editions = query(home, "select edition, is_current, edition_rule from report order by edition").to_dicts()
    assert [row["is_current"] for row in editions] == [False, True]
    assert editions[1]["edition_rule"] == rule


def test_a_place_left_open_yields_no_facts_and_is_counted(home: Home, folder: Path) -> None:
    write(
        folder,
        "open.txt",
        f"- 2024 street_office 某街道办事处 candidates={STREET},{TOWN}",
        "fine_amount 1 unit=元",
    )
    write(
        folder,
        "told.txt",
        f"- 2022 street_office 某街道办事处 candidates={STREET},{TOWN}",
        "fine_amount 2 unit=元",
    )
    (folder / "manifest.csv").write_text(f"file,declared_code\ntold.txt,{STREET}\n", encoding="utf-8")
    run_once(home, folder, extract)
    states = query(home, "select state, count(*) as n from report group by state order by state").to_dicts()
    assert states == [{"state": "ambiguous_place", "n": 1}, {"state": "usable", "n": 4}]
    told = query(home, "select jurisdiction_code, value from fact_metric where year = 2022").to_dicts()
    assert told == [{"jurisdiction_code": STREET, "value": 2.0}]
    checks = {(c["table"], c["name"]): c["outcome"] for c in manifest_of(home, 1).checks}
    assert checks["report", "places_are_settled"] == "fail"


def test_what_cannot_be_read_or_breaks_the_extractor_is_a_row_with_a_reason(home: Home, folder: Path) -> None:
    (folder / "scan.txt").write_bytes(b"%PDF-1.7 ...")
    (folder / "note.txt").write_text("政府工作：明天开会", encoding="utf-8")
    write(folder, "bad.txt", f"{TOWN} 2021 township_government 某镇人民政府", "BREAK")
    run_once(home, folder, extract)
    rows = query(
        home, "select file, state, reason from document where state <> 'read' order by file"
    ).to_dicts()
    assert [(row["file"], row["state"]) for row in rows] == [
        ("bad.txt", "quarantined"), ("note.txt", "not_a_report"), ("scan.txt", "quarantined"),
    ]  # fmt: skip
    assert all(row["reason"] for row in rows)


def test_folders_without_reports_end_with_their_codes_and_lose_nothing(
    ran: Home, folder: Path, tmp_path: Path
) -> None:
    before = ran.current.readlink()
    with pytest.raises(NoSuchFolder) as missing:
        run_once(ran, tmp_path / "nowhere", extract)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingReadable) as empty:
        run_once(ran, tmp_path / "empty", extract)
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / "one.txt").write_bytes(b"%PDF-1.7 ...")
    with pytest.raises(NothingReadable, match=r"one\.txt: pdf") as scans:
        run_once(ran, tmp_path / "scans", extract)
    assert [e.value.exit_code for e in (missing, empty, scans)] == [2, 3, 3]
    assert ran.current.readlink() == before
    assert isinstance(run_once(ran, folder, extract), Publication), "the refused scan is a new row"
    assert query(ran, "select file from document where state = 'quarantined'").to_dicts() == [
        {"file": "one.txt"}
    ]


def test_a_fresh_home_with_texts_that_are_no_reports_publishes_nothing(home: Home, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("政府工作：明天开会", encoding="utf-8")
    with pytest.raises(NothingReadable, match="none is a report"):
        run_once(home, tmp_path / "notes", extract)
    assert current_version(home) is None


def test_an_empty_landing_folder_of_the_home_has_nothing_new(home: Home, folder: Path) -> None:
    home.create()
    for path in folder.iterdir():
        path.rename(home.landing / path.name)
    assert isinstance(run_once(home, None, extract), Publication)
    for path in home.landing.iterdir():
        path.unlink()
    with open_run(home) as run:
        assert not ingest_documents(run).anything_new


@pytest.mark.slow
def test_the_data_do_not_depend_on_order_zone_or_processes(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        head = f"{STREET} {1995 + number % 30} department 某局{number}"
        write(
            folder,
            f"x{number}.txt",
            head,
            f"fine_amount {number} unit=元 from=2001-01-01",
            "legal_adviser_count 1",
        )
    hashes = []
    for zone, workers in (("UTC", 1), ("Asia/Shanghai", 2)):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        shuffled = tmp_path / zone.replace("/", "-")
        shuffled.mkdir()
        names = sorted((path.name for path in folder.iterdir()), reverse=workers == 2)
        for name in names:
            (shuffled / name).write_bytes((folder / name).read_bytes())
            os.utime(shuffled / name, (workers, workers))
        home = Home.at(tmp_path / f"home-{workers}")
        run_once(home, shuffled, extract, workers)
        hashes.append((manifest_of(home, 1).content_hash, manifest_of(home, 1).table_hashes))
    monkeypatch.undo()
    time.tzset()
    assert hashes[0] == hashes[1]


def test_another_extractor_reads_everything_again_and_the_old_reading_is_remembered(
    ran: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("warehouse.reading", "warehouse.build", "warehouse.steps", "warehouse.publish"):
        monkeypatch.setattr(f"{module}.extractor_version", lambda: "another")
    run_once(ran, folder, extract)
    seen = query(ran, "select count(*) as n, count(last_run) as ended from report_seen").to_dicts()
    assert seen == [{"n": 6, "ended": 3}]


def test_explain_tells_sentence_offsets_file_and_rule(ran: Home, folder: Path) -> None:
    found = explain(ran, "渤海镇", 2024, "fine_amount")
    assert found.chosen is not None
    text = (folder / found.file).read_text(encoding="utf-8")
    assert text[found.chosen.start : found.chosen.end] == "150"
    assert (found.qualifier, found.lower_bound, found.upper_bound) == ("more_than", 150.0, None)
    for piece in ("150", "more_than", "b.txt", "single_value", TOWN, "fine_amount/1"):
        assert piece in found.as_text()
    assert explain(ran, TOWN, 2024, "petition_case_count").missing_reason == "not_mentioned"


@pytest.mark.parametrize(
    ("place", "year", "metric", "told"),
    [
        ("人民路街道", 2024, "fine_amount", "places are called"),
        ("渤海镇", 1999, "fine_amount", "no report on 1999"),
        ("渤海镇", 2024, "fine", "such as fine_amount"),
        ("没有这个地方", 2024, "fine_amount", "no place"),
    ],
)
def test_explain_says_what_it_does_not_know(
    ran: Home, folder: Path, place: str, year: int, metric: str, told: str
) -> None:
    with pytest.raises(WrongArguments, match=told):
        explain(ran, place, year, metric)


def test_rollback_holds_until_something_new_comes_and_pins_are_kept(ran: Home, folder: Path) -> None:
    write(folder, "d.txt", f"{STREET} 2024 street_office 某街道办事处", "fine_amount 7 unit=元")
    run_once(ran, folder, extract)
    rollback(ran, 1)
    assert current_version(ran) == 1
    assert isinstance(run_once(ran, folder, extract), NothingNew)
    assert current_version(ran) == 1
    write(folder, "e.txt", f"{STREET} 2023 street_office 某街道办事处", "fine_amount 8 unit=元")
    third = run_once(ran, folder, extract)
    assert isinstance(third, Publication)
    assert (third.version, third.manifest.base) == (3, 1)
    pin(ran, 1, "论文")
    assert read_pins(ran) == {"论文": 1}
    with pytest.raises(WrongArguments):
        pin(ran, 2, "论文")
    with pytest.raises(WrongArguments):
        rollback(ran, 99)


def test_the_doctor_finds_a_healthy_home_healthy_and_an_empty_one_not(
    home: Home, folder: Path, tmp_path: Path
) -> None:
    assert [symptom.state for symptom in examine(home)] == ["bad"]
    run_once(home, folder, extract)
    # The home was filled without the command, so that no night is on record; and nobody is to be told.
    warned = {symptom.name: symptom.state for symptom in examine(home) if symptom.state != "ok"}
    assert warned == {"nights": "warn", "alerts": "warn"}
