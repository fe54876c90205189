"""The review queue: what waits, in which order, and decisions that hold while the source says the same."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dagster_project.cli import main
from extractors.records import Extraction
from tests import fake_extractor
from tests.driver import run_once
from tests.fake_extractor import WORDS
from warehouse import Home, query
from warehouse.corrections import load_corrections
from warehouse.errors import CorrectionObsolete, WrongArguments
from warehouse.review import Decision, Item, decide, find_item, read_queue
from warehouse.review.deciding import words_of

TOWN, NEXT_TOWN = "110116108000", "110116109000"
MEDIATED, SUCCESS = "dispute_mediated_count", "dispute_mediated_success_count"
HEAD = "报告 {} 2024 township_government 某镇人民政府"
LINES = [
    f"{MEDIATED} 100",
    f"{SUCCESS} 150",
    "legal_adviser_count 3",
    "legal_adviser_count 4",
    "fine_amount 150 unit=元 confidence=0.7",
    "petition_case_count 9",
    "某人罚没了一百五十元整",
]
SURE = [f"{MEDIATED} 8", f"{SUCCESS} 8", "legal_adviser_count 2 confidence=0.8", WORDS]


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("review")
    (place / "reports").mkdir()
    write(place / "reports", "a.txt", [HEAD.format(TOWN), *LINES, WORDS])
    write(place / "reports", "b.txt", [HEAD.format(NEXT_TOWN), *SURE])
    run_once(Home.at(place / "home"), place / "reports", fake_extractor.extract)
    return place


def write(folder: Path, name: str, lines: list[str]) -> None:
    (folder / name).write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def place(published_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published_once, tmp_path / "place", symlinks=True))


@pytest.fixture
def home(place: Path) -> Home:
    return Home.at(place / "home")


def run(home: Home, extractor: Any = fake_extractor.extract) -> None:
    run_once(home, home.root.parent / "reports", extractor)


def item_of(home: Home, metric: str) -> Item:
    (item,) = [i for i in read_queue(home).items if i.metric == metric and i.jurisdiction_code == TOWN]
    return item


def new_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything be read again, as after a change of a rule."""
    for module in ("reading", "build", "steps"):
        monkeypatch.setattr(f"warehouse.{module}.extractor_version", lambda: "another-extractor")


def test_what_is_in_doubt_waits_and_what_is_not_does_not(home: Home) -> None:
    waiting = {(item.jurisdiction_code, item.metric): item.kinds for item in read_queue(home).items}
    assert waiting[TOWN, SUCCESS] == ["contradicts"]
    assert waiting[TOWN, "legal_adviser_count"] == ["conflicting"]
    assert waiting[TOWN, "fine_amount"] == ["low_confidence"]
    assert waiting[NEXT_TOWN, "legal_adviser_count"] == ["low_confidence"]
    assert (TOWN, "petition_case_count") not in waiting and (NEXT_TOWN, SUCCESS) not in waiting


def test_the_order_is_tier_then_disagreement_then_confidence(home: Home) -> None:
    items = read_queue(home).items
    assert len(items) >= 4
    keys = [(i.tier, -i.disagreement, i.confidence or 1) for i in items]
    assert keys == sorted(keys)
    assert item_of(home, SUCCESS).disagreement == pytest.approx(1 / 3, abs=1e-3)
    assert item_of(home, "legal_adviser_count").disagreement == 0.25
    assert item_of(home, "legal_adviser_count").told == [3.0, 4.0]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ({"place": NEXT_TOWN}, {NEXT_TOWN}),
        ({"place": "110116000000"}, {TOWN, NEXT_TOWN}),
        ({"year": 2024}, {TOWN, NEXT_TOWN}),
        ({"year": 2023}, set()),
    ],
)
def test_the_queue_is_that_of_a_place_with_all_below_it_and_of_a_year(
    home: Home, arguments: dict[str, Any], codes: set[str]
) -> None:
    assert {item.jurisdiction_code for item in read_queue(home, **arguments).items} == codes


def test_a_limit_leaves_the_most_important_and_says_how_many_wait(home: Home) -> None:
    whole, cut = read_queue(home), read_queue(home, limit=1)
    assert (cut.items, cut.waiting) == (whole.items[:1], len(whole.items))


def test_accepted_overridden_and_dropped_facts_are_corrected_and_leave_the_queue(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted, settled, dropped = (item_of(home, m) for m in (SUCCESS, "legal_adviser_count", "fine_amount"))
    rest = ["--reason", "看过原件", "--by", "editor", "--home", str(home.root)]
    assert main(["review", "accept", accepted.item_id, *rest]) == 0
    assert main(["review", "override", settled.item_id[:8], "4", *rest]) == 0
    assert main(["review", "drop", dropped.item_id.upper(), *rest]) == 0
    assert "takes effect" in capsys.readouterr().out
    queue = read_queue(home)
    assert [item for item in queue.items if item.jurisdiction_code == TOWN] == []
    assert queue.decided == 3, "a decision takes its fact off the queue at once"
    run(home)
    check_decided(home)
    new_extractor(monkeypatch)
    run(home)
    check_decided(home)
    assert query(home, "select distinct extractor_version from report").rows() == [("another-extractor",)]


def check_decided(home: Home) -> None:
    found = query(
        home,
        "select f.metric, f.value, f.machine_value, c.action, c.state, c.reason from fact_metric as f"
        " join correction as c using (correction_id) order by f.metric",
    ).rows()
    assert found == [
        (SUCCESS, 150.0, 150.0, "accept", "applied", "看过原件"),
        ("fine_amount", None, 150.0, "drop", "applied", "看过原件"),
        ("legal_adviser_count", 4.0, None, "override", "applied", "看过原件"),
    ]
    queue = read_queue(home)
    assert [i for i in queue.items if i.jurisdiction_code == TOWN] == []
    assert queue.decided == 0
    now = f"from fact_as_of(now()::timestamp) where metric = '{SUCCESS}' and jurisdiction_code = '{TOWN}'"
    assert query(home, f"select value, correction_id is not null {now}").rows() == [(150.0, True)]


def moved(text: str) -> Extraction:
    return fake_extractor.extract(text.replace("fine_amount 150", "fine_amount 151"))


def test_decisions_whose_text_changed_end_the_run_with_eight(home: Home) -> None:
    decided = [
        decide(home, item_of(home, "fine_amount"), Decision("override", "理由", "editor", 15000.0))[0],
        decide(home, item_of(home, SUCCESS), Decision("accept", "理由", "editor"))[0],
    ]
    changed = [line.replace("150", "160") for line in LINES]
    write(home.root.parent / "reports", "a.txt", [HEAD.format(TOWN) + " date=2025-03-01", *changed, WORDS])
    with pytest.raises(CorrectionObsolete, match="2 corrections no longer fit") as error:
        run(home)
    assert error.value.exit_code == 8
    assert all(path.name in str(error.value) for path in decided)


def test_an_accepted_value_that_is_read_otherwise_ends_the_run_with_eight(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(home, item_of(home, "fine_amount"), Decision("accept", "无误", "editor"))
    new_extractor(monkeypatch)
    with pytest.raises(CorrectionObsolete, match="expects that the machine reads 150, and it reads 151"):
        run(home, moved)


def test_a_later_edition_that_says_the_same_keeps_the_decision(home: Home) -> None:
    decide(home, item_of(home, "legal_adviser_count"), Decision("override", "合计为4", "editor", 4.0))
    lines = [HEAD.format(TOWN) + " date=2025-03-01", "另起一行", *LINES, WORDS]
    write(home.root.parent / "reports", "a2.txt", lines)
    run(home)
    facts = "fact_metric as f join report as r using (report_id)"
    where = f"f.metric = 'legal_adviser_count' and f.jurisdiction_code = '{TOWN}'"
    assert query(home, f"select r.edition, f.value from {facts} where {where}").rows() == [(2, 4.0)]


def test_a_second_decision_takes_the_place_of_the_first(home: Home) -> None:
    item = item_of(home, "fine_amount")
    first, existed = decide(home, item, Decision("accept", "无误", "editor"))
    again, replaced = decide(home, find_item(home, item.item_id), Decision("drop", "不是罚款", "editor"))
    assert (first, existed, replaced) == (again, False, True)
    assert [found.action for found in load_corrections(home)] == ["drop"]


def test_the_entry_names_no_offset_and_no_document(home: Home) -> None:
    path, _ = decide(home, item_of(home, "fine_amount"), Decision("drop", '引号" 和 \\ 反斜线', "editor"))
    (entry,) = tomllib.loads(path.read_text(encoding="utf-8"))["correction"]
    assert {"start", "end", "document"} & set(entry) == set()
    assert entry["reason"] == '引号" 和 \\ 反斜线'
    assert "150" in entry["expect"]


def test_the_words_of_a_decision_hold_nothing_that_was_masked() -> None:
    def words(sentence: str, text: str) -> str | None:
        filler: dict[str, Any] = dict.fromkeys(Item.__dataclass_fields__)
        told = {"sentence": sentence, "text": text, "text_at": sentence.index(text)}
        return words_of(Item(**{**filler, **told}))

    assert words("其中＊＊调解31件，＊＊＊调解17件。", "31") == "调解31件，"
    assert words("＊＊31＊＊", "31") is None
    assert words("全年调解矛盾纠纷31件。", "31") == "全年调解矛盾纠纷31件。"


REFUSED: dict[str, tuple[list[str], str]] = {
    "no reason": (["accept", "{fine}", "--by", "e"], "--reason"),
    "nobody": (["accept", "{fine}", "--reason", "r"], "--by"),
    "no id": (["accept", "--reason", "r", "--by", "e"], "id"),
    "an unknown id": (["drop", "ffffffffffff", "--reason", "r", "--by", "e"], "no fact with the id"),
    "an id of three letters": (["drop", "abc", "--reason", "r", "--by", "e"], "4 letters"),
    "no value": (["override", "{fine}", "--reason", "r", "--by", "e"], "value"),
    "a value that is none": (["override", "{fine}", "many", "--reason", "r", "--by", "e"], "no number"),
    "a value below zero": (["override", "{fine}", "-5", "--reason", "r", "--by", "e"], "value is -5"),
    "a value that is not wanted": (["accept", "{fine}", "5", "--reason", "r", "--by", "e"], "takes no value"),
    "an unknown place": (["--place", "无此地"], "no place"),
    "a limit of none": (["--limit", "0"], "--limit"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_says_too_little_ends_with_two_and_writes_nothing(
    home: Home, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    arguments, told = REFUSED[name]
    fine = item_of(home, "fine_amount").item_id
    given = [piece.replace("{fine}", fine) for piece in arguments]
    assert main(["review", *given, "--home", str(home.root)]) == 2
    assert told in capsys.readouterr().err
    assert not home.corrections.exists()


def test_a_cell_that_is_corrected_by_hand_already_is_not_corrected_twice(home: Home) -> None:
    item = item_of(home, "fine_amount")
    path, _ = decide(home, item, Decision("drop", "理由", "editor"))
    path.rename(path.with_name("own.toml"))
    with pytest.raises(WrongArguments, match=r"home/own\.toml, entry 1"):
        decide(home, item, Decision("accept", "理由", "editor"))


def test_the_queue_as_json_and_as_a_table(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--format", "json", "--home", str(home.root)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"version", "waiting", "decided", "items"}
    assert found["waiting"] == len(found["items"]) == len(read_queue(home).items)
    assert set(found["items"][0]) == set(Item.__dataclass_fields__)
    assert main(["review", "--home", str(home.root)]) == 0
    told = capsys.readouterr()
    for item in read_queue(home).items:
        assert item.item_id[:8] in told.out and (item.sentence or "").strip() in told.out
    assert "review accept" in told.err and "如何处理" in told.err


@pytest.mark.slow
def test_decisions_on_the_samples_hold_over_a_new_reading(
    own_home: Path, samples_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.at(own_home)
    first = read_queue(home).items
    decide(home, first[0], Decision("drop", "两数所指不同", "editor"))
    read = next(item for item in first if item.machine_value is not None)
    decide(home, read, Decision("accept", "原文如此", "editor"))
    new_extractor(monkeypatch)
    run_once(home, samples_dir, workers=1)
    left = {item.item_id for item in read_queue(home).items}
    assert left == {item.item_id for item in first} - {first[0].item_id, read.item_id}
