"""One document is taken out: its facts go, its reason stays, the edition before counts, nothing is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.cli import main
from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from warehouse.errors import WrongArguments
from warehouse.holds import add_hold, load_holds, release
from warehouse.home import Home
from warehouse.lake import Lake
from warehouse.publish import Publication
from warehouse.readers import open_published
from warehouse.runs import open_run
from warehouse.steps import ingest_documents, is_anything_new

TOWN, TWIN, LONE = "110116108000", "110116109000", "350105001000"


def said(code: str, count: int, more: str = "") -> str:
    return f"报告 {code} 2024 township_government 某镇人民政府{more}\nlegal_adviser_count {count}\n{WORDS}"


FILES = {
    "first.txt": said(TOWN, 3, " date=2025-02-01"),
    "second.txt": said(TOWN, 4, " date=2025-03-01"),
    "twin.txt": said(TWIN, 7),
    "copy.txt": said(TWIN, 7) + "\n\n",
    "x/lone.txt": said(LONE, 9),
    "y/lone.txt": said(LONE, 9) + "\n\n",
}
EDITIONS = "select state, edition, is_current from report where jurisdiction_code ="
REASONS = """
    select jurisdiction_code, missing_reason = 'held', count(*) from missing_value group by all order by all
"""
SHA = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in FILES.items()}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose landing folder holds all files, taken into the lake."""
    home = Home.at(tmp_path / "home").create()
    for name, text in FILES.items():
        path = home.landing / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with open_run(home) as run:
        ingest_documents(run)
    return home


def run(home: Home) -> Publication:
    ending = run_once(home, home.landing, extractor=extract, workers=1)
    assert isinstance(ending, Publication)
    return ending


def rows(home: Home, statement: str) -> list[tuple[object, ...]]:
    with open_published(home) as published:
        return [tuple(row.values()) for row in published.rows(statement)]


def values(home: Home) -> dict[object, object]:
    return dict(rows(home, "select jurisdiction_code, value from fact_metric"))


@pytest.mark.slow
def test_what_is_held_is_left_out_and_comes_back_with_the_same_bytes(home: Home) -> None:
    before = run(home)
    lake = Lake(home.lake).fingerprint()
    assert values(home) == {TOWN: 4, TWIN: 7, LONE: 9}
    for name in ("second.txt", "twin.txt", "x/lone.txt", SHA["y/lone.txt"][:12]):
        add_hold(home, name, "an office", "not theirs")
    run(home)
    assert values(home) == {TOWN: 3, TWIN: 7}, "the edition before counts; a copy keeps its text in use"
    held = rows(home, "select file, reason from document where state = 'held' order by file")
    reason = "held by an office: not theirs"
    assert held == [(name, reason) for name in ("second.txt", "twin.txt", "x/lone.txt", "y/lone.txt")]
    assert rows(home, f"{EDITIONS} '{TOWN}' order by all") == [("held", None, False), ("usable", 1, True)]
    metrics = rows(home, "select count(*) from dim_metric")[0][0]
    assert isinstance(metrics, int)
    some, all_held = (False, metrics - 1), (True, metrics)
    assert rows(home, REASONS) == [(TOWN, *some), (TWIN, *some), (LONE, *all_held)]
    assert rows(home, "from observation semi join (from report where state = 'held') using (report_id)") == []
    with open_run(home) as again:
        assert not is_anything_new(again), "a hold is no reason to build every night"
    for hold in load_holds(home):
        release(home, hold.document)
    assert run(home).manifest.content_hash == before.manifest.content_hash
    assert Lake(home.lake).fingerprint() == lake, "nothing was ever lost in the lake"


def test_the_command_says_which_copies_keep_a_text_in_use(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ("--by", "an office", "--reason", "not theirs", "--home", str(home.root))
    assert main(["hold", "twin.txt", *told]) == 0
    assert "copy.txt" in capsys.readouterr().out
    assert main(["hold", "copy.txt", *told]) == 0
    assert "same text" not in capsys.readouterr().out
    assert main(["hold", "--list", "--home", str(home.root)]) == 0
    assert "twin.txt" in capsys.readouterr().out
    assert main(["hold", "copy.txt", "--release", "--home", str(home.root)]) == 0
    assert [hold.file for hold in load_holds(home)] == ["twin.txt"]


@pytest.mark.parametrize(
    ("act", "named", "told"),
    [
        (add_hold, "nowhere.txt", "No document"),
        (add_hold, "", "No document"),
        (add_hold, SHA["twin.txt"][:5], "No document"),
        (add_hold, "lone.txt", "2 documents"),
        (add_hold, "first.txt", "held already"),
        (release, "second.txt", "No held document"),
    ],
)
def test_a_name_that_means_no_document_or_several_is_refused(
    home: Home, act: Callable[..., object], named: str, told: str
) -> None:
    add_hold(home, "first.txt", "a", "b")
    with pytest.raises(WrongArguments, match=told):
        act(home, named, *(("a", "b") if act is add_hold else ()))
    assert [hold.document for hold in load_holds(home)] == [SHA["first.txt"]]


@pytest.mark.parametrize("arguments", [("first.txt",), ("first.txt", "--by", "a"), ()])
def test_a_hold_wants_a_document_a_person_and_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert main(["hold", *arguments, "--home", str(tmp_path)]) == 2
    assert "fazhi hold DOCUMENT" in capsys.readouterr().err
