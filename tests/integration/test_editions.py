"""Editions of a report: which is current, what differs between two, and what came in altogether."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dagster_project.cli import main
from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from warehouse import Home, query
from warehouse.editions import compare_editions, match_numbers
from warehouse.errors import WrongArguments

TOWN, STREET = "110116108000", "350105001000"
HEAD = f"报告 {TOWN} 2024 township_government 某镇人民政府"
OLD = ("fine_amount 123 unit=元", "legal_adviser_count 2", "hearing_count 4", "- 7 subset=调解员 unit=名")
NEW = (
    "fine_amount 125 unit=元",
    "legal_adviser_count 2",
    "- 7 subset=调解员 unit=名",
    "legal_training_count 9",
)


def write(folder: Path, name: str, head: str, *lines: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join([head, *lines, WORDS]), encoding="utf-8")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two editions in two runs, then the old one again in another file, with a refused file beside them."""
    place = tmp_path_factory.mktemp("editions")
    folder, home = place / "landing", Home.at(place / "home")
    write(folder, "old.txt", HEAD, *OLD)
    (folder / "blank.txt").write_text(" ", encoding="utf-8")
    run_once(home, folder, extract)
    write(folder, "new.txt", HEAD, *NEW)
    run_once(home, folder, extract)
    text = (folder / "old.txt").read_text(encoding="utf-8")
    (folder / "old-again.txt").write_bytes(text.replace("\n", "\r\n\r\n").encode("gb18030"))
    write(folder, "other.txt", f"报告 {STREET} 2024 street_office 某街道办事处", "fine_amount 1 unit=元")
    run_once(home, folder, extract)
    return home


def test_both_editions_stay_and_the_old_one_that_comes_again_does_not_return(home: Home) -> None:
    (fine,) = query(
        home, f"select value from fact_metric where metric = 'fine_amount' and jurisdiction_code = '{TOWN}'"
    ).to_dicts()
    assert fine["value"] == 125
    rows = query(
        home, "select edition, is_current, edition_rule from report order by jurisdiction_code, edition"
    )
    assert rows.rows()[:2] == [(1, False, None), (2, True, "later_first_run")]


def test_a_diff_lists_what_came_went_and_changed(home: Home) -> None:
    found = compare_editions(home, TOWN, 2024)
    assert (found.old.file, found.new.file, found.unchanged) == ("old.txt", "new.txt", 2)
    assert [(c.change, c.metric, c.old_value, c.new_value) for c in found.changes] == [
        ("changed", "fine_amount", 123, 125),
        ("removed", "hearing_count", 4, None),
        ("added", "legal_training_count", None, 9),
    ]
    backwards = compare_editions(home, TOWN, 2024, editions=(2, 1))
    assert [c.change for c in backwards.changes].count("added") == 1


def test_the_command_tells_a_diff_as_table_csv_and_json(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["diff", "--report", TOWN, "2024", "--home", str(home.root)]
    assert main(at) == 0
    told = capsys.readouterr().out
    assert "3 处不同 differ, 2 处相同 are the same" in told
    assert main([*at, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert main([*at, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["change"] for row in rows] == [change["change"] for change in found["changes"]]
    assert len(rows) == 3
    assert all(row["change"] in told for row in rows)


@pytest.mark.parametrize(
    ("place", "year", "editions", "told"),
    [
        (STREET, 2024, None, "no two such editions"),
        (TOWN, 2020, None, "no report at all"),
        (TOWN, 2024, (1, 5), "no two such editions"),
        ("没有这个地方", 2024, None, "no place"),
    ],
)
def test_a_diff_of_what_is_not_there_says_what_is(
    home: Home, place: str, year: int, editions: tuple[int, int] | None, told: str
) -> None:
    with pytest.raises(WrongArguments, match=told):
        compare_editions(home, place, year, editions=editions)


def test_an_edition_held_against_itself_differs_in_nothing() -> None:
    names = (
        "metric",
        "name_zh",
        "unit",
        "status",
        "scope",
        "subset",
        "of_which",
        "period_start",
        "period_end",
    )
    amount = {"value_max": None, "qualifier": "exact"}
    rows = [
        {**dict.fromkeys(names), **amount, "value": n % 3, "text": "", "sentence": "", "start": n}
        for n in range(9)
    ]
    assert match_numbers(rows, rows) == (9, [])
    same, changes = match_numbers(rows, [dict(row) for row in rows[1:]])
    assert (same, [change.change for change in changes]) == (8, ["removed"])


def test_reports_lists_every_document_with_its_state(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reports", "--format", "csv", "--home", str(home.root)]) == 0
    rows = {row["file"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    states = {
        name: (row["state"], row["edition"], row["editions"], row["facts"]) for name, row in rows.items()
    }
    assert states == {
        "old.txt": ("superseded", "1", "2", ""),
        "old-again.txt": ("superseded", "1", "2", ""),
        "new.txt": ("report", "2", "2", "2"),
        "other.txt": ("report", "1", "1", "1"),
        "blank.txt": ("quarantined", "", "", ""),
    }
    assert rows["blank.txt"]["reason"] == "empty: nothing but white space"
    assert main(["reports", "--home", str(home.root)]) == 0
    assert "superseded" in capsys.readouterr().out


def test_where_every_edition_has_a_retrieval_the_later_one_is_current(tmp_path: Path) -> None:
    folder, home = tmp_path / "landing", Home.at(tmp_path / "home")
    write(folder, "a.txt", HEAD, "fine_amount 1 unit=元")
    write(folder, "b.txt", HEAD, "fine_amount 2 unit=元")
    lines = ["file,retrieved_at", "a.txt,2025-03-01", "b.txt,2025-02-01"]
    (folder / "manifest.csv").write_text("\n".join(lines), encoding="utf-8")
    run_once(home, folder, extract)
    (row,) = query(home, "select edition_rule, document_id from report where is_current").to_dicts()
    (fine,) = query(home, "select value from fact_metric").to_dicts()
    assert (row["edition_rule"], fine["value"]) == ("later_retrieval", 1)


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("a.txt,https://example.org/%E6%80%80%E6%9F%94%E5%8C%BA/1.html,", TOWN),
        ("a.txt,,福州市马尾区人民政府", STREET),
        ("a.txt,https://www.huairou.gov.cn/col/1/index.html,", TOWN),
        ("a.txt,https://example.org/1.html,某网站", None),
        ("a.txt,https://example.org/%ff%e6/1.html,", None),
        ("a.txt,,北京市怀柔区转福建省福州市马尾区", None),
    ],
)
def test_words_of_the_manifest_choose_among_the_places_that_the_text_leaves_open(
    row: str, place: str | None, tmp_path: Path
) -> None:
    folder, home = tmp_path / "landing", Home.at(tmp_path / "home")
    open_head = f"报告 - 2024 township_government 某镇人民政府 candidates={TOWN},{STREET}"
    write(folder, "a.txt", open_head, "fine_amount 1 unit=元")
    write(folder, "b.txt", f"报告 {STREET} 2021 street_office 某街道办事处", "fine_amount 1 unit=元")
    (folder / "manifest.csv").write_text(f"file,url,publisher\n{row}\n", encoding="utf-8")
    run_once(home, folder, extract)
    (found,) = query(
        home, "select jurisdiction_code, state from report where jurisdiction_candidates is not null"
    ).rows()
    assert found == (place, "usable" if place else "ambiguous_place")


def test_explain_ends_with_address_hash_and_a_line_to_cite(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", TOWN, "2024", "fine_amount", "--home", str(home.root)]) == 0
    told = capsys.readouterr().out
    (document,) = query(home, "select document_id from document where file = 'new.txt'").rows()
    places = [told.index(part) for part in ("URL", "sha256", document[0], "引用 · to cite", "（2024 年度，")]
    assert places == sorted(places)
    assert f"{TOWN}/2024/fine_amount。" in "".join(told[places[-1] :].split())


def test_explain_report_tells_the_place_that_the_host_settles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "罗星街道办事处2024年度法治政府建设工作报告\n2024年，本街道推进法治建设，现报告如下。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = {}
    for row in ("a.txt,https://www.mawei.gov.cn/x,", "a.txt,https://www.fuzhou.gov.cn/x,", "a.txt,," + TOWN):
        (tmp_path / "manifest.csv").write_text(f"file,url,declared_code\n{row}\n", encoding="utf-8")
        assert main(["explain-report", str(tmp_path / "a.txt"), "--format", "json"]) == 0
        (told,) = json.loads(capsys.readouterr().out)
        place = next(d for d in told["decisions"] if d["name"] == "place")
        found[row] = (str(place["decided"])[:12], place["evidence"])
    settled, weak, ruled_out = found.values()
    assert settled == (STREET, ["ambiguous", "exact_name:罗星街道", "host:mawei"])
    assert weak == ruled_out == ("None", ["ambiguous"])


def test_explain_report_tells_each_decision_and_stores_nothing(
    samples_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = str(samples_dir / "sandaoyan-2024.txt")
    assert main(["explain-report", sample, "--format", "json", "--home", str(tmp_path)]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    decided = {d["name"]: (d["decided"], d["evidence"]) for d in found["decisions"]}
    assert decided["kind"][0] == "text"
    assert decided["is_report"] == ("yes", [])
    assert decided["year"][0] == "2024"
    assert "title:2024" in decided["year"][1]
    assert decided["place"][0].startswith("510117")
    assert decided["url"][1] == ["manifest"]
    assert main(["explain-report", sample, "--home", str(tmp_path)]) == 0
    assert decided["sha256"][0] in capsys.readouterr().out
    assert main(["explain-report", sample, "--text", "--home", str(tmp_path)]) == 0
    assert capsys.readouterr().out == Path(sample).read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == []
    assert main(["explain-report", str(tmp_path / "nowhere.txt")]) == 3
