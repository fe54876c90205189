"""A failed check is let pass for a time, on record and shown with the data; an error never is."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from dagster_project.cli import main
from tests.publishing import make_template
from warehouse.audit import CheckOutcome, audit_build
from warehouse.content import scan_file
from warehouse.entries import today_in_china
from warehouse.errors import AuditFailed, AuditNotMade, FazhiError, WrongArguments
from warehouse.home import Home
from warehouse.publish import Publication, publish_build
from warehouse.quality.record import read_records
from warehouse.readers import open_published
from warehouse.runs import open_run
from warehouse.versions import current_version, manifest_of
from warehouse.waivers import Waiver, add_waiver, load_waivers, waived

CHECK, TABLE = "empty_cells_have_reasons", "missing_value"
BREAK = "delete from missing_value where metric = 'fine_amount'"
TOMORROW = today_in_china() + timedelta(days=1)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home").create()


def publish(home: Home, template: Path, statement: str = BREAK) -> Publication:
    with open_run(home) as run:
        shutil.copy(template, run.build_path)
        with duckdb.connect(run.build_path) as connection:
            connection.execute(statement)
        published = publish_build(run, audit_build(run))
    assert isinstance(published, Publication)
    return published


def waive(home: Home, *arguments: str) -> int:
    return main(["waive", *arguments, "--home", str(home.root)])


def test_a_failure_stops_until_it_is_waived_and_is_shown_wherever_the_version_is(
    home: Home, template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AuditFailed, match=CHECK) as caught:
        publish(home, template)
    assert "fazhi waive" in caught.value.todo
    assert current_version(home) is None
    said = ("--until", TOMORROW.isoformat(), "--by", "数据组", "--reason", "来源缺页，下周补")
    assert waive(home, CHECK, *said) == 0
    version = publish(home, template)
    told = {"by": "数据组", "until": TOMORROW.isoformat(), "reason": "来源缺页，下周补"}
    shown = [check for check in manifest_of(home, version.version).checks if check["waived"]]
    assert [(check["name"], check["outcome"], check["waived"]) for check in shown] == [(CHECK, "fail", told)]
    with open_published(home) as published:
        (row,) = published.rows("from waiver")
    assert row == {
        "check_name": CHECK,
        "table_name": TABLE,
        "until": TOMORROW,
        "waived_by": "数据组",
        "reason": "来源缺页，下周补",
        "failed_count": 1,
    }
    assert [o.waived for o in read_records(home)[-1].outcomes if o.waived] == [told]
    for command in ("status", "versions", "waive --list"):
        assert main([*command.split(), "--home", str(home.root)]) == 0
        assert CHECK in capsys.readouterr().out.replace("\n", ""), command


def test_what_is_published_past_a_waiver_is_what_was_audited(home: Home, template: Path) -> None:
    add_waiver(home, CHECK, TOMORROW, "a", "b")
    version = publish(home, template)
    tables = scan_file(version.path)
    assert tables["waiver"][0] == 1
    assert version.manifest.table_hashes == {name: digest for name, (_, digest) in tables.items()}


def test_no_row_says_waived_where_nothing_failed(home: Home, template: Path) -> None:
    add_waiver(home, CHECK, TOMORROW, "a", "b")
    assert publish(home, template, "select 1").rows["waiver"] == 0


@pytest.mark.parametrize(
    ("day", "name", "table", "outcome", "passes"),
    [
        (0, CHECK, TABLE, "fail", True),
        (1, CHECK, TABLE, "fail", False),
        (0, "key_is_unique", TABLE, "fail", False),
        (0, CHECK, "report", "fail", False),
        (0, CHECK, TABLE, "error", False),
    ],
    ids=["on its last day", "expired", "another check", "another table", "an error"],
)
def test_a_waiver_covers_one_failure_until_its_day_and_never_an_error(
    day: int, name: str, table: str, outcome: str, passes: bool
) -> None:
    until = date(2026, 1, 31)
    waiver = Waiver(CHECK, TABLE, until, "a", "b", date(2026, 1, 1))
    found = CheckOutcome(name, table, "abort", outcome, 3, 1)
    (told,) = waived([found], [waiver], until + timedelta(days=day))
    assert told.stops_publication == (not passes)
    assert (told.waived is not None) == passes


def test_an_error_blocks_whatever_is_waived(home: Home, template: Path) -> None:
    add_waiver(home, CHECK, TOMORROW, "a", "b")
    with pytest.raises(AuditNotMade) as caught:
        publish(home, template, "alter table missing_value rename column metric to metrik")
    assert caught.value.exit_code == 5
    assert current_version(home) is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("empty_cells_have_reason", "--until", "2999-01-01"), CHECK),
        (("key_is_unique", "--until", "2999-01-01"), "key_is_unique:"),
        ((f"{CHECK}:report", "--until", "2999-01-01"), f"{CHECK}:{TABLE}"),
        (("places_are_settled", "--until", "2999-01-01"), "only warns"),
        (("no_identity_numbers", "--until", "2999-01-01"), "never waived"),
        ((CHECK, "--until", "2020-01-01"), "is over"),
        ((CHECK, "--until", "next week"), "YYYY-MM-DD"),
        ((CHECK,), "fazhi waive CHECK"),
        ((CHECK, "--until", "2999-01-01", "--reason", " "), "reason"),
    ],
)
def test_a_waiver_that_cannot_be_is_refused_and_leaves_nothing(
    home: Home, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert waive(home, "--by", "a", "--reason", "b", *arguments) == 2
    assert told in capsys.readouterr().err
    assert not home.waivers.exists()


SOUND = {"check": f'"{CHECK}"', "table": f'"{TABLE}"', "until": "2999-01-01", "by": '"a"', "reason": '"b"'}
SOUND["made_on"] = "2026-01-01"


@pytest.mark.parametrize(
    "changed",
    [
        {"check": "no toml"},
        {"another": '"key"'},
        {"until": '"2999-01-01"'},
        {"until": "2999-01-01T00:00:00"},
        {"by": '" "'},
        {"reason": '"two\\nlines"'},
        {"check": '"misspelt"'},
    ],
    ids=str,
)
def test_a_file_that_is_no_waiver_is_told_before_anything_is_built(
    home: Home, changed: dict[str, str]
) -> None:
    home.waivers.mkdir()
    written = "\n".join(f"{name} = {value}" for name, value in {**SOUND, **changed}.items())
    (home.waivers / "mine.toml").write_text(written, encoding="utf-8")
    with pytest.raises(WrongArguments, match=r"mine\.toml") as caught:
        load_waivers(home)
    assert isinstance(caught.value, FazhiError)
    assert caught.value.where.endswith("mine.toml")


def test_a_waiver_is_read_as_it_was_written(home: Home) -> None:
    said = 'a "quoted" \\ reason，有引号'
    path, waiver = add_waiver(home, f"key_is_unique:{TABLE}", TOMORROW, " 某科 ", said)
    assert load_waivers(home) == [waiver]
    assert (waiver.by, waiver.reason, waiver.table) == ("某科", said, TABLE)
    assert list(home.waivers.iterdir()) == [path]
