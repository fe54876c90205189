"""A published file that is damaged on the disk: found, put away, and the version before is served."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import duckdb
import pytest

from dagster_project.cli import main
from tests.publishing import publish_once, served
from warehouse.errors import Damaged, WrongArguments
from warehouse.home import Home
from warehouse.publish import Publication
from warehouse.registry import TABLES
from warehouse.runs import open_run
from warehouse.verify import restore, verify
from warehouse.versions import list_versions, version_path

CORRUPTIONS = range(12)
_BLOCK_BYTES, _HEADER_BYTES = 1 << 18, 3 << 12


def corrupt_a_block(path: Path, seed: int) -> None:
    """Change eight bytes of one block of a DuckDB file, which and how by the seed."""
    choose, blocks = random.Random(seed), (path.stat().st_size - _HEADER_BYTES) // _BLOCK_BYTES
    start = _HEADER_BYTES + choose.randrange(blocks) * _BLOCK_BYTES
    path.chmod(0o644)
    with path.open("r+b") as damaged:
        for position in choose.sample(range(start, start + _BLOCK_BYTES), 8):
            damaged.seek(position)
            (byte,) = damaged.read(1)
            damaged.seek(position)
            damaged.write(bytes([byte ^ choose.randrange(1, 256)]))


def counted(path: Path) -> dict[str, int] | None:
    """Look at a file as one might who only counts rows; None where DuckDB itself finds it damaged."""
    try:
        with duckdb.connect(path, read_only=True) as connection:
            return {name: len(connection.table(name)) for name in TABLES}
    except duckdb.Error:
        return None


@pytest.fixture(scope="module")
def two_versions(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home.at(tmp_path_factory.mktemp("two") / "home")
    for _ in range(2):
        publish_once(home, template)
    return home.root


@pytest.mark.parametrize("seed", CORRUPTIONS)
def test_a_corrupt_block_is_found_by_verify_and_the_version_before_is_served_again(
    home: Home, two_versions: Path, template: Path, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(two_versions, home.root, symlinks=True)
    corrupt_a_block(version_path(home, 2), seed)
    at_home = ["--home", str(home.root)]
    assert main(["verify", *at_home]) == Damaged.exit_code != 0
    assert "rollback" in capsys.readouterr().err
    assert main(["rollback", "2", *at_home]) == Damaged.exit_code
    assert main(["rollback", "1", *at_home]) == 0
    assert served(home) == (1, 1)
    assert main(["verify", *at_home]) == 0
    assert publish_once(home, template).version == 3


@pytest.mark.parametrize("seed", CORRUPTIONS[:3])
def test_the_next_run_steps_back_from_a_corrupt_block_by_itself(
    home: Home, two_versions: Path, seed: int
) -> None:
    shutil.copytree(two_versions, home.root, symlinks=True)
    corrupt_a_block(version_path(home, 2), seed)
    assert restore(home) == 1
    assert served(home) == (1, 1)


def test_counting_the_rows_would_miss_a_corrupt_block(two_versions: Path, tmp_path: Path) -> None:
    """Else the tests above would show nothing: damage that DuckDB meets at any look is easily found."""
    published, copy = version_path(Home.at(two_versions), 2), tmp_path / "copy.duckdb"
    told, missed = counted(published), 0
    assert told is not None
    for seed in CORRUPTIONS:
        shutil.copy(published, copy)
        corrupt_a_block(copy, seed)
        missed += counted(copy) == told
    assert missed > 0


def test_with_no_intact_version_left_the_next_run_is_asked_for(home: Home, template: Path) -> None:
    publication = publish_once(home, template)
    assert isinstance(publication, Publication)
    publication.path.chmod(0o644)
    publication.path.write_bytes(b"nothing")
    with pytest.raises(Damaged, match="No published version is intact"):
        restore(home)
    with pytest.raises(WrongArguments):
        verify(home, 7)
    assert publish_once(home, template).version == 2
    assert served(home) == (2, 2)


def test_a_run_that_finds_the_current_version_damaged_steps_back_by_itself(
    home: Home, template: Path
) -> None:
    publish_once(home, template)
    publication = publish_once(home, template)
    assert isinstance(publication, Publication)
    publication.path.chmod(0o644)
    publication.path.write_bytes(b"nothing")
    with open_run(home) as run:
        assert run.base_version == 1
    (home.versions / list_versions(home)[0].file).unlink()
    with open_run(home) as run:
        assert run.base_version is None
    assert publish_once(home, template).version == 3
