"""What differs between two versions: each publication keeps its own, and any two can be compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dagster_project.cli import main
from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from tests.integration.test_warehouse_corrections import ENTRY, put
from warehouse import Home
from warehouse.differences import differences_between, read_differences
from warehouse.errors import WrongArguments
from warehouse.versions import manifest_of, pin

TOWN = "110116108000"


def write(folder: Path, year: int, *lines: str) -> None:
    folder.mkdir(exist_ok=True)
    head = f"报告 {TOWN} {year} township_government 某镇人民政府"
    (folder / f"{year}-{len(list(folder.iterdir()))}.txt").write_text(
        "\n".join([head, *lines, WORDS]), "utf-8"
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Three versions: an edition that changes a figure and leaves one out; then a year dropped by hand."""
    place = tmp_path_factory.mktemp("place")
    home, folder = Home.at(place / "home"), place / "reports"
    write(folder, 2024, "dispute_mediated_count 123", "mediator_count 4")
    write(folder, 2023, "fine_amount 150 unit=元")
    run_once(home, folder, extract)
    write(folder, 2024, "dispute_mediated_count 125", "petition_case_count 6")
    run_once(home, folder, extract)
    bare = {name: value for name, value in ENTRY.items() if name != "value"}
    put(home, {**bare, "action": "drop", "year": 2023})
    run_once(home, folder, extract)
    pin(home, 1, "paper")
    return home


def test_each_run_keeps_what_it_changed_as_counts_and_as_a_list(home: Home) -> None:
    nothing = {"lost_years": 0, "lost_metrics": 0}
    changed = {"added": 1, "changed": 1, "removed": 1, **nothing, "lost_metrics": 1}
    assert manifest_of(home, 1).changes == {}
    assert manifest_of(home, 2).changes == changed
    kept = read_differences(home, 2)
    assert kept == differences_between(home, 1, 2)
    assert kept is not None
    (change,) = kept.changed
    assert (change["metric"], change["old_value"], change["new_value"]) == (
        "dispute_mediated_count",
        123,
        125,
    )
    assert [row["metric"] for row in kept.added] == ["petition_case_count"]
    assert [(row["metric"], row["missing_reason"]) for row in kept.removed] == [
        ("mediator_count", "not_mentioned")
    ]
    assert kept.lost_metrics == ["mediator_count"]


def test_coverage_that_was_lost_is_told_with_its_reason(home: Home) -> None:
    found = differences_between(home, "2", 3)
    assert found.lost_years == [{"jurisdiction_code": TOWN, "year": 2023, "facts": 1}]
    assert [(row["metric"], row["missing_reason"]) for row in found.removed] == [("fine_amount", "withdrawn")]


def test_a_pinned_name_will_do_and_backwards_what_came_goes(home: Home) -> None:
    forth, back = differences_between(home, "paper", 3), differences_between(home, 3, "paper")
    assert (forth.counts["added"], forth.counts["removed"]) == (back.counts["removed"], back.counts["added"])
    assert differences_between(home, 1, 1).counts == dict.fromkeys(forth.counts, 0)


def test_the_command_tells_them_as_a_table_and_as_json(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "paper", "3", "--home", str(home.root)]) == 0
    told = capsys.readouterr().out
    for piece in (
        "dispute_mediated_count",
        "123",
        "125",
        "withdrawn",
        f"{TOWN}/2023",
        "1 → 3",
        "1 改动 changed",
    ):
        assert piece in told
    assert main(["diff", "1", "3", "--format", "json", "--home", str(home.root)]) == 0
    assert json.loads(capsys.readouterr().out)["counts"] == differences_between(home, 1, 3).counts
    assert main(["diff", "1", "3", "--format", "csv", "--home", str(home.root)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5
    assert main(["diff", "1", "--home", str(home.root)]) == 2


@pytest.mark.parametrize("named", ["thesis", 9, "-1", "²"])
def test_a_version_that_is_not_kept_is_named(home: Home, named: str | int) -> None:
    with pytest.raises(WrongArguments, match="no version"):
        differences_between(home, 1, named)


def test_the_list_beside_the_manifest_is_plain_json(home: Home) -> None:
    (path,) = home.versions.glob("wh-00000002-*.diff.json")
    assert json.loads(path.read_text("utf-8"))["counts"]["changed"] == 1
    assert path.stat().st_mode & 0o777 == 0o644
