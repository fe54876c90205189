"""Every audit is on record: whatever came of it, whole or not at all, without words of documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.publishing import build_from, make_template, outcomes_of, publish_once
from warehouse.audit import CheckOutcome
from warehouse.errors import AuditFailed, AuditNotMade, Damaged, FazhiError, Overtaken
from warehouse.home import Home
from warehouse.publish import publish_build
from warehouse.quality import record
from warehouse.quality.record import read_records, record_outcomes
from warehouse.runs import open_run

BEGAN = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
PASSED = CheckOutcome("key_is_unique", "report", "abort", "pass", 3, 0)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    yield Home.at(tmp_path / "home").create()


@pytest.mark.parametrize(
    ("outcome", "raised", "ending"),
    [
        ("pass", None, "published"),
        ("not_evaluated", None, "published"),
        ("fail", AuditFailed, "failed"),
        ("error", AuditNotMade, "not_made"),
    ],
)
def test_an_audit_is_on_record_whatever_came_of_it(
    home: Home, template: Path, outcome: str, raised: type[FazhiError] | None, ending: str
) -> None:
    told = replace(PASSED, name="expectations", outcome=outcome)
    with open_run(home) as run:
        build_from(template, run)
        with suppress(raised or ()):
            publish_build(run, [*outcomes_of(run), told])
    (kept,) = read_records(home)
    assert (kept.run_id, kept.ending, kept.base_version) == (run.run_id, ending, None)
    assert kept.published == (1 if raised is None else None)
    assert [o for o in kept.outcomes if o.name == "expectations"] == [told], "the suites are in it, too"


def test_a_build_equal_to_its_base_and_one_overtaken_are_told_apart(home: Home, template: Path) -> None:
    publish_once(home, template)
    with open_run(home) as run:
        build_from(template, replace(run, number=1))
        publish_build(run, outcomes_of(run))
    with open_run(home) as run:
        build_from(template, run)
        with pytest.raises(Overtaken):
            publish_build(replace(run, base_version=None), outcomes_of(run))
    endings = [(kept.sequence, kept.ending, kept.published) for kept in read_records(home)]
    assert endings == [(1, "published", 1), (2, "nothing_new", None), (3, "overtaken", None)]


def test_a_run_that_dies_before_it_publishes_leaves_a_record_that_says_so(
    home: Home, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("warehouse.publish._publish", die)
    with pytest.raises(KeyboardInterrupt):
        publish_once(home, template)
    (kept,) = read_records(home)
    assert (kept.ending, kept.published) == ("interrupted", None)


def test_what_a_killed_run_left_half_written_is_no_record_and_is_cleared_away(home: Home) -> None:
    record_outcomes(home, "r000001-a", BEGAN, None, 1, [PASSED])
    half = home.quality / "00000002-r000002-b.json.tmp"
    half.write_text('{"sequence": 2, "run')
    assert [kept.sequence for kept in read_records(home)] == [1]
    assert record_outcomes(home, "r000003-c", BEGAN, 1, None, [PASSED]).sequence == 2
    assert not half.exists()
    assert [kept.run_id for kept in read_records(home)] == ["r000001-a", "r000003-c"]


def test_sample_rows_keep_their_keys_and_numbers_and_no_words_of_a_document(home: Home) -> None:
    row = {"report_id": "a1", "year": 2024, "made_on": date(2026, 1, 5), "sentence": "某人的话"}
    error = {"error": "Could not convert string '11010519491231002X' to INT64"}
    failed = replace(PASSED, outcome="fail", failed=1, sample=[row])
    broken = replace(PASSED, outcome="error", sample=[error])
    record_outcomes(home, "r000001-a", BEGAN, None, None, [failed, broken])
    (kept,) = read_records(home)
    assert kept.outcomes[0].sample == [{"report_id": "a1", "year": 2024, "made_on": "2026-01-05"}]
    assert kept.started_at == BEGAN
    (path,) = home.quality.iterdir()
    text = path.read_text(encoding="utf-8")
    assert "Could not convert" in text
    assert "某人的话" not in text
    assert "11010519491231002X" not in text


def test_the_last_four_hundred_audits_are_kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert record.KEPT_RECORDS == 400
    monkeypatch.setattr(record, "KEPT_RECORDS", 3)
    for number in range(1, 6):
        record_outcomes(home, f"r{number:06d}-a", BEGAN, None, number, [PASSED])
    assert [kept.sequence for kept in read_records(home)] == [3, 4, 5]


def test_a_file_that_is_no_record_is_told_with_its_name(home: Home) -> None:
    record_outcomes(home, "r000001-a", BEGAN, None, 1, [PASSED])
    (path,) = home.quality.iterdir()
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, "outcomes": [{"name": "only"}]}), encoding="utf-8")
    with pytest.raises(Damaged, match="cannot be read") as caught:
        read_records(home)
    assert caught.value.where == str(path)
