"""Backup, restore and moving, by the very commands of docs/operations.md, while runs go on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.driver import run_once
from tests.fake_extractor import extract
from tests.publishing import REPORT
from warehouse.home import Home
from warehouse.lake import Lake
from warehouse.publish import NothingNew, Publication
from warehouse.readers import open_published
from warehouse.verify import verify
from warehouse.versions import current_version

LATER = REPORT.replace("110116108000", "110116106000")
FACTS = "select jurisdiction_code, year, metric, value from fact_metric order by all"


def commands(heading: str) -> list[str]:
    """The shell commands below a heading of the document, each with its continued lines."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (block,) = re.findall(rf"^## {heading}\n.*?^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return re.sub(r"\\\n\s*", "", block).splitlines()


def shell(lines: list[str], **folders: Path) -> subprocess.CompletedProcess[str]:
    """Run commands as somebody does who pastes them."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-e", "-c", "\n".join(lines)],
        env={**os.environ, "PATH": path, **{name: str(folder) for name, folder in folders.items()}},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def facts(home: Home) -> list[dict[str, object]]:
    with open_published(home) as published:
        return published.rows(FACTS)


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports and a home that has published them."""
    folder = tmp_path_factory.mktemp("night")
    (folder / "reports").mkdir()
    (folder / "reports" / "a.txt").write_text(REPORT, encoding="utf-8")
    assert isinstance(run_once(Home.at(folder / "home"), folder / "reports", extract), Publication)
    return folder


@pytest.fixture
def night(first_night: Path, tmp_path: Path) -> Path:
    """A copy of it, to do with as a test likes."""
    return Path(shutil.copytree(first_night, tmp_path / "night", symlinks=True))


@pytest.mark.slow
def test_a_backup_amid_which_a_run_publishes_is_restored_whole_and_goes_on(night: Path) -> None:
    home, reports, backup = Home.at(night / "home"), night / "reports", night / "backup.tar"
    before = facts(home)
    mask, pointer_and_log, the_rest = commands("备份 · Backup")
    assert shell([mask, pointer_and_log], HOME_DIR=home.root, BACKUP=backup).returncode == 0
    (reports / "b.txt").write_text(LATER, encoding="utf-8")
    assert isinstance(run_once(home, reports, extract), Publication)
    (home.build / "half.duckdb").write_bytes(b"a build at work")
    done = shell([mask, the_rest], HOME_DIR=home.root, BACKUP=backup)
    assert done.returncode == 0, done.stderr
    assert backup.stat().st_mode & 0o077 == 0

    restored = Home.at(night / "restored")
    done = shell(commands("恢复 · Restore"), BACKUP=backup, NEW_HOME=restored.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert current_version(restored) == 1
    assert facts(restored) == before
    assert not list(restored.build.glob("*")) if restored.build.exists() else True
    assert restored.lake.stat().st_mode & 0o077 == 0

    again = run_once(restored, reports, extract)
    assert isinstance(again, Publication)
    assert facts(restored) == facts(home) != before


def test_every_part_that_the_restored_log_names_is_there(night: Path) -> None:
    home, backup = Home.at(night / "home"), night / "backup.tar"
    mask, pointer_and_log, the_rest = commands("备份 · Backup")
    shell([mask, pointer_and_log, the_rest], HOME_DIR=home.root, BACKUP=backup)
    shell(commands("恢复 · Restore"), BACKUP=backup, NEW_HOME=night / "restored")
    named = {
        table: [part.relative_to(home.lake) for part in Lake(home.lake).parts(table)]
        for table in ("raw", "text", "report", "observation")
    }
    assert all(named.values())
    for parts in named.values():
        for part in parts:
            assert (night / "restored" / "lake" / part).read_bytes() == (home.lake / part).read_bytes()


def test_a_restored_home_finds_nothing_new_in_what_it_has_read(night: Path) -> None:
    home, backup = Home.at(night / "home"), night / "backup.tar"
    shell(commands("备份 · Backup"), HOME_DIR=home.root, BACKUP=backup)
    shell(commands("恢复 · Restore"), BACKUP=backup, NEW_HOME=night / "restored")
    assert isinstance(run_once(Home.at(night / "restored"), night / "reports", extract), NothingNew)


def test_a_home_that_was_moved_serves_and_goes_on_as_before(night: Path) -> None:
    before = facts(Home.at(night / "home"))
    moved = Home.at(night / "elsewhere" / "home")
    moved.root.parent.mkdir()
    done = shell(commands("搬迁 · Moving the home"), HOME_DIR=night / "home", NEW_HOME=moved.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert facts(moved) == before
    assert verify(moved).is_intact
    assert isinstance(run_once(moved, night / "reports", extract), NothingNew)
    (night / "reports" / "b.txt").write_text(LATER, encoding="utf-8")
    assert isinstance(run_once(moved, night / "reports", extract), Publication)
