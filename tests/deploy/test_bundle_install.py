"""A release installed from its bundle and upgraded by a newer one, on a machine that reaches no registry."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from deploy.bundle.settings import read_pins, read_settings
from tests.conftest import ROOT, missing
from tests.installing import cut_off, installed

pytestmark = pytest.mark.slow

LEFT_OUT = "abnormal_death_incident_count"
"""The metric that the older release does not know yet: a column of two tables that the newer one adds."""
NOT_COPIED = (".git", ".venv", "data", "dist", "tests", "docs", "__pycache__", ".*cache*", ".hypothesis")


@dataclass(frozen=True)
class Story:
    """What came of installing the older release, running it, upgrading, and running again."""

    folder: Path
    home: Path
    runs: tuple[subprocess.CompletedProcess[str], subprocess.CompletedProcess[str]]

    def fazhi(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run the command that is in use now."""
        return cut_off([self.folder / ".venv" / "bin" / "fazhi", *arguments], self.home.parent)

    def rows(self, number: int, statement: str) -> list[tuple[object, ...]]:
        """Ask a version."""
        (path,) = (self.home / "versions").glob(f"wh-{number:08d}-*.duckdb")
        with duckdb.connect(path, read_only=True) as connection:
            return connection.execute(statement).fetchall()


def bundled(source: Path, work: Path) -> Path:
    """Make the bundle of a source for this machine, and unpack it."""
    out = work / f"{source.name}-out"
    options: list[str | Path] = ["--source", source, "--out", out, "--wheels", work / "wheels"]
    done = subprocess.run(
        [sys.executable, "-m", "deploy.bundle", "--architecture", platform.machine(), *map(str, options)],
        cwd=ROOT, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (archive,) = out.glob("*.tar")
    with tarfile.open(archive) as packed:
        packed.extractall(out, filter="data")
    return out / archive.name.removesuffix(".tar")


def older(source: Path, folder: Path) -> Path:
    """Copy a source as the release before it: a lower number, and one metric fewer."""
    shutil.copytree(source, folder)
    project, catalogue = folder / "pyproject.toml", folder / "extractors" / "catalogue" / "safety.toml"
    text, found = re.subn(r'(?m)^version = ".*"$', 'version = "0.0.1"', project.read_text("utf-8"), count=1)
    project.write_text(text, "utf-8")
    before, heading, _ = catalogue.read_text("utf-8").partition(f"[{LEFT_OUT}]\n")
    assert (found, bool(heading)) == (1, True)
    catalogue.write_text(before, "utf-8")
    return folder


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to work in, where a package index can be reached and this machine is one that is served."""
    folder = tmp_path_factory.mktemp("bundle")
    served = {(target.architecture, target.python_minor) for target in read_settings(ROOT).targets}
    if (platform.machine(), sys.version_info[:2]) not in served:
        missing(f"no bundle is made for {platform.machine()} and Python {platform.python_version()}")
    pin = f"packaging=={read_pins(ROOT / 'constraints.txt')['packaging']}"
    ask = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder / "probe"), pin]
    if subprocess.run(ask, capture_output=True, check=False, timeout=120).returncode:
        missing("needs a package index that pip can reach, to make a bundle")
    return folder


@pytest.fixture(scope="module")
def story(work: Path, samples_dir: Path) -> Story:
    """Everything that takes long, once."""
    source = Path(shutil.copytree(ROOT, work / "newer", ignore=shutil.ignore_patterns(*NOT_COPIED)))
    bundles = bundled(older(source, work / "older"), work), bundled(source, work)
    folder, home = work / "opt", work / "home"
    run: list[str | Path] = [folder / ".venv/bin/fazhi", "run", "--reports", samples_dir, "--home", home]
    assert (done := installed(bundles[0], folder)).returncode == 0, done.stderr
    first = cut_off(run, work)
    assert (done := installed(bundles[1], folder)).returncode == 0, done.stderr
    return Story(folder, home, (first, cut_off(run, work)))


def test_the_installed_releases_run_in_an_empty_folder_and_each_publishes(story: Story) -> None:
    for number, ended in enumerate(story.runs, start=1):
        assert ended.returncode == 0, ended.stderr
        assert f"version 版本 {number}" in re.sub(r"\s+", " ", ended.stdout)
    told = story.fazhi("doctor", "--home", story.home)
    assert told.returncode == 0, told.stdout


def test_the_upgrade_adds_its_column_and_keeps_every_fact_without_a_migration_by_hand(story: Story) -> None:
    has_column = f"select count(*) from duckdb_columns() where column_name = '{LEFT_OUT}'"
    assert [story.rows(number, has_column)[0][0] for number in (1, 2)] == [0, 2]
    facts = f"select * from fact_metric where metric <> '{LEFT_OUT}' order by all"
    before, after = (story.rows(number, facts) for number in (1, 2))
    assert len(before) > 100
    assert before == after
    assert story.fazhi("verify", "1", "--home", story.home).returncode == 0
    assert story.fazhi("verify", "2", "--home", story.home).returncode == 0
