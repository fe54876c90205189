"""Publication under faults: whatever breaks, readers have a whole version and the next run needs no hand."""

from __future__ import annotations

import errno
import io
import itertools
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.publishing import build_from, outcomes_of, publish_once, reading, rest_of, served
from warehouse.audit import CheckOutcome
from warehouse.errors import (
    AuditFailed,
    AuditNotMade,
    FazhiError,
    NoSpace,
    Overtaken,
    RunInProgress,
)
from warehouse.home import Home
from warehouse.publish import NothingNew, Publication, publish_build
from warehouse.readers import open_published
from warehouse.runs import open_run
from warehouse.verify import verify
from warehouse.versions import (
    apply_retention,
    current_version,
    list_versions,
    pin,
    point_to,
    rollback,
)


def test_a_published_file_is_read_only_and_complete_with_manifest(home: Home, template: Path) -> None:
    publication = publish_once(home, template)
    assert isinstance(publication, Publication)
    assert publication.path.stat().st_mode & 0o777 == 0o444
    assert home.current.is_symlink()
    assert not home.current.readlink().is_absolute()
    assert verify(home).is_intact
    assert list(home.build.iterdir()) == []
    assert publication.rows["fact_metric"] == 1


def test_equal_data_are_not_published_again(home: Home, template: Path) -> None:
    publish_once(home, template)
    with open_run(home) as run:
        shutil.copy(template, run.build_path)
        with duckdb.connect(run.build_path) as connection:
            connection.execute("UPDATE dim_year SET report_count = 1; UPDATE fact_metric SET value = 1")
            connection.execute("UPDATE document SET first_run = 'another'")
        assert publish_build(run, outcomes_of(run)) == NothingNew(1)
    assert served(home) == (1, 1)


def test_a_second_run_is_told_that_one_is_at_work(home: Home) -> None:
    with open_run(home), pytest.raises(RunInProgress) as error, open_run(home):
        pass
    assert error.value.exit_code == 75
    assert str(os.getpid()) in str(error.value)
    with open_run(home):
        pass


def test_a_run_that_was_overtaken_publishes_nothing(home: Home, template: Path) -> None:
    publish_once(home, template)
    publish_once(home, template)
    with open_run(home) as run:
        build_from(template, run)
        rollback(home, 1)
        with pytest.raises(Overtaken) as error:
            publish_build(run, outcomes_of(run))
    assert error.value.exit_code == 6
    assert current_version(home) == 1
    assert [m.number for m in list_versions(home)] == [1, 2]


FAILED = CheckOutcome("key_is_unique", "report", "abort", "fail", 10, 2, [], "unique", "look")
ERROR = replace(FAILED, outcome="error")
WARNED = replace(FAILED, severity="warn")
NOT_EVALUATED = replace(FAILED, outcome="not_evaluated")


@pytest.mark.parametrize(
    ("extra", "expected", "code"),
    [([FAILED], AuditFailed, 4), ([ERROR], AuditNotMade, 5), ([FAILED, ERROR], AuditNotMade, 5)],
)
def test_what_failed_its_audit_is_kept_apart_and_not_published(
    home: Home, template: Path, extra: list[CheckOutcome], expected: type[FazhiError], code: int
) -> None:
    publish_once(home, template)
    for _ in range(4):
        with open_run(home) as run:
            build_from(template, run)
            with pytest.raises(expected, match=r"report\.key_is_unique") as error:
                publish_build(run, [*outcomes_of(run), *extra])
        assert error.value.exit_code == code
    assert served(home) == (1, 1)
    assert len(list(home.quarantine.glob("*.duckdb"))) == 3


def test_a_build_that_nobody_looked_at_is_not_published(home: Home, template: Path) -> None:
    with open_run(home) as run:
        build_from(template, run)
        with pytest.raises(AuditNotMade):
            publish_build(run, [])
    assert current_version(home) is None


def test_warnings_and_what_could_not_be_evaluated_do_not_stop_publication(home: Home, template: Path) -> None:
    with open_run(home) as run:
        build_from(template, run)
        assert isinstance(publish_build(run, [*outcomes_of(run), WARNED, NOT_EVALUATED]), Publication)


CALLS = (
    "os.fsync",
    "os.open",
    "io.BufferedWriter.write",
    "pathlib.Path.replace",
    "pathlib.Path.rename",
    "pathlib.Path.symlink_to",
)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("number", [errno.EIO, pytest.param(errno.ENOSPC, marks=pytest.mark.slow)])
def test_every_call_to_the_disk_may_fail_and_the_next_run_succeeds(
    home: Home, template: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    publish_once(home, template)
    for nth in itertools.count(1):
        assert nth < 100, "the fault is met without end"
        before = served(home)
        with monkeypatch.context() as patch, open_run(home) as run:
            build_from(template, run)
            outcomes = outcomes_of(run)
            hit = _fail_at(patch, call, nth, number)
            try:
                publish_build(run, outcomes)
            except (OSError, NoSpace) as error:
                assert isinstance(error, NoSpace) == (number == errno.ENOSPC)
        if not hit():
            break
        after = served(home)
        assert after in (before, (before[0] + 1, run.number)), "an old version or the new one, nothing else"
        assert isinstance(publish_once(home, template), Publication)
        _assert_chain(home)
    assert nth > 1, "the fault was never met"


def _fail_at(patch: pytest.MonkeyPatch, call: str, nth: int, number: int) -> Callable[[], bool]:
    counted = [0]
    module, _, name = call.rpartition(".")
    owner: Any = os if module == "os" else Path

    def count() -> None:
        counted[0] += 1
        if counted[0] == nth:
            raise OSError(number, os.strerror(number))

    class HalfWritten(io.BufferedWriter):
        def write(self, content: Any) -> int:
            super().write(content[: len(content) // 2])
            count()
            return super().write(content[len(content) // 2 :])

    if module == "io.BufferedWriter":
        patch.setattr(os, "fdopen", lambda descriptor, _: HalfWritten(io.FileIO(descriptor, "wb")))
        return lambda: counted[0] >= nth
    real = getattr(owner, name)

    def failing(*arguments: Any, **named: Any) -> Any:
        count()
        return real(*arguments, **named)

    patch.setattr(owner, name, failing)
    return lambda: counted[0] >= nth


def _assert_chain(home: Home) -> None:
    versions = {m.number: m for m in list_versions(home)}
    number = current_version(home)
    while number is not None and number in versions:
        base = versions[number].base
        assert base is None or base < number
        number = base
    assert len(versions) == len({m.sha256 for m in versions.values()})


def test_a_full_disk_ends_with_its_code_and_leaves_no_build(
    home: Home, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_once(home, template)
    with pytest.raises(NoSpace) as error, open_run(home) as run:
        build_from(template, run)
        raise duckdb.IOException("Could not write: No space left on device")
    assert error.value.exit_code == 7
    assert "bytes" in str(error.value)
    assert list(home.build.iterdir()) == []
    usage = shutil.disk_usage(home.root)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(NoSpace, match="1000 bytes"), open_run(home):
        pass
    assert served(home) == (1, 1)


def test_a_reader_keeps_its_version_through_five_publications_and_retention(
    home: Home, template: Path
) -> None:
    publish_once(home, template)
    with open_published(home) as reader:
        for _ in range(5):
            publish_once(home, template)
        (home.versions / list_versions(home)[0].file).unlink()
        assert reader.rows("select value from fact_metric") == [{"value": 1.0}]
    with open_published(home):
        assert verify(home).is_intact
    assert served(home) == (6, 6)


def test_publishing_never_waits_for_a_reader_amid_its_answer(home: Home, template: Path) -> None:
    publish_once(home, template)
    with reading(home.current) as reader:
        assert [publish_once(home, template).version for _ in range(5)] == [2, 3, 4, 5, 6]
        assert served(home) == (6, 6)
        assert reader.poll() is None, "it let go before the publications were through"
        assert rest_of(reader) == "100000 rows"


def test_seven_versions_the_last_day_and_the_pinned_ones_are_kept(home: Home, template: Path) -> None:
    for _ in range(10):
        publish_once(home, template)
    pin(home, 2, "paper")
    assert apply_retention(home) == []
    later = datetime.now(UTC) + timedelta(days=2)
    assert apply_retention(home, later) == [1, 3]
    assert [m.number for m in list_versions(home)] == [2, 4, 5, 6, 7, 8, 9, 10]
    publication = publish_once(home, template)
    assert publication.version == 11


def test_no_number_is_used_twice_even_when_all_files_of_the_last_are_gone(home: Home, template: Path) -> None:
    publish_once(home, template)
    publish_once(home, template)
    rollback(home, 1)
    (home.versions / list_versions(home)[1].file).unlink()
    assert publish_once(home, template).version == 3


def test_the_file_opens_in_older_releases(home: Home, template: Path) -> None:
    publish_once(home, template)
    with open_published(home) as published:
        (tags,) = published.rows("select tags::varchar as tags from duckdb_databases() where not internal")
        assert "v1.2.0" in tags["tags"]
        meta = {row["name"]: row["content"] for row in published.rows("select * from _meta")}
    assert meta["schema_version"] == "1"


def test_pointing_twice_is_pointing_once(home: Home, template: Path) -> None:
    publish_once(home, template)
    point_to(home, list_versions(home)[0])
    assert served(home) == (1, 1)
