"""``install.sh`` of a bundle, with wheels as small as can be: what it makes, keeps, and leaves alone."""

from __future__ import annotations

import platform
import sys
import tarfile
from pathlib import Path

import pytest

from deploy.bundle.making import make_bundle
from deploy.bundle.settings import Settings, Target
from deploy.bundle.wheels import Wheel
from tests.installing import cut_off, installed
from tests.wheels import make_wheel

pytestmark = pytest.mark.slow

HERE = Target(platform.machine(), platform.python_version(), "2.17")
ENTRY = {"DIST-INFO/entry_points.txt": "[console_scripts]\nfazhi = stub:main\n"}


def tiny(work: Path, version: str) -> Path:
    """Make and unpack a bundle of a project that only says its version, and of one package that it needs."""
    folder = work / version
    stub = f"def main():\n    import alpha\n    print('{version}')\n"
    files = {"stub.py": stub, **ENTRY}
    project = make_wheel(folder, "fazhi-warehouse", version, requires=["alpha"], files=files)
    alpha = Wheel(make_wheel(folder, "alpha", version, files={"alpha.py": ""}))
    settings = Settings("fazhi-warehouse", (), (HERE,), {"alpha": version})
    made = make_bundle(Wheel(project), settings, lambda pins, target: {"alpha": alpha}, folder, print)
    with tarfile.open(made.archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / made.archive.stem


def _unlist(bundle: Path, name: str) -> None:
    """Take a file out of the sums, as whoever packs a bundle wrongly does."""
    sums = bundle / "SHA256SUMS"
    kept = [line for line in sums.read_text().splitlines(keepends=True) if name not in line]
    sums.write_text("".join(kept))


def said(folder: Path) -> str:
    """What the program that is in use says."""
    return cut_off([folder / ".venv" / "bin" / "fazhi"], folder).stdout.strip()


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two releases."""
    work = tmp_path_factory.mktemp("tiny")
    if sys.platform != "linux":
        pytest.skip("the installer is for Linux")
    return tiny(work, "0.1"), tiny(work, "0.2")


@pytest.fixture
def folder(bundles: tuple[Path, Path], tmp_path: Path) -> Path:
    """A folder with the older release installed."""
    done = installed(bundles[0], tmp_path / "opt")
    assert done.returncode == 0, done.stderr
    assert said(tmp_path / "opt") == "0.1"
    return tmp_path / "opt"


def test_an_upgrade_puts_the_newer_release_in_use_and_keeps_the_older_to_go_back_to(
    bundles: tuple[Path, Path], folder: Path
) -> None:
    before = (folder / ".venv").readlink()
    done = installed(bundles[1], folder)
    assert done.returncode == 0, done.stderr
    assert said(folder) == "0.2"
    (way_back,) = [line.split(": ", 1)[1] for line in done.stdout.splitlines() if "to go back" in line]
    assert cut_off(["sh", "-c", way_back], folder).returncode == 0
    assert ((folder / ".venv").readlink(), said(folder)) == (before, "0.1")


def test_the_same_again_changes_nothing(bundles: tuple[Path, Path], folder: Path) -> None:
    link = (folder / ".venv").readlink()
    stamp = (folder / link / ".complete").stat().st_mtime_ns
    assert installed(bundles[0], folder).returncode == 0
    assert (folder / ".venv").readlink() == link
    assert (folder / link / ".complete").stat().st_mtime_ns == stamp


def test_a_wheel_that_is_missing_comes_from_nowhere_and_the_older_release_stays_in_use(
    bundles: tuple[Path, Path], folder: Path, tmp_path: Path
) -> None:
    torn = tiny(tmp_path, "0.3")
    (gone,) = (torn / "wheels").glob("alpha-*")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    gone.rename(elsewhere / gone.name)
    _unlist(torn, gone.name)
    done = installed(torn, folder, PIP_FIND_LINKS=str(elsewhere), PIP_NO_INDEX="0")
    assert done.returncode != 0
    assert "alpha" in done.stderr
    assert said(folder) == "0.1"
    assert [path.name.partition("-")[0] for path in (folder / "releases").iterdir()] == ["0.1"]


def test_a_wheel_of_another_content_is_refused_by_its_hash(folder: Path, tmp_path: Path) -> None:
    forged = tiny(tmp_path, "0.4")
    make_wheel(forged / "wheels", "alpha", "0.4", files={"alpha.py": "print('forged')"})
    done = installed(forged, folder)
    assert done.returncode == 1
    assert "not what was packed" in done.stderr
    _unlist(forged, "alpha-")
    done = installed(forged, folder)
    assert done.returncode != 0
    assert "hash" in done.stderr.lower()
    assert said(folder) == "0.1"


def test_a_folder_of_another_making_is_left_alone(bundles: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "opt" / ".venv").mkdir(parents=True)
    refused = installed(bundles[0], tmp_path / "opt")
    assert refused.returncode == 1
    assert "was not made by this script" in refused.stderr
    assert list((tmp_path / "opt" / ".venv").iterdir()) == []
