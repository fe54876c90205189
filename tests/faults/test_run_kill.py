"""A whole run killed anywhere: the lake stays sound, and the next run ends where an undisturbed one would."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from tests.snapshot import environment_of, take_snapshot
from warehouse.home import Home
from warehouse.versions import current_version, manifest_of

_RUN = (
    "import sys; from pathlib import Path; from tests.driver import run_once;"
    "from tests.fake_extractor import extract; from warehouse.home import Home;"
    "print('begun', flush=True); run_once(Home.at(sys.argv[1]), Path(sys.argv[2]), extract, 1)"
)


def write_reports(folder: Path) -> Path:
    folder.mkdir()
    for number in range(20):
        head = f"报告 110116108000 {2000 + number} township_government 某镇人民政府"
        (folder / f"{number}.txt").write_text(
            f"{head}\nfine_amount {number} unit=元\n{WORDS}", encoding="utf-8"
        )
    return folder


@pytest.mark.slow
def test_a_killed_run_needs_no_hand(tmp_path: Path) -> None:
    folder, choose = write_reports(tmp_path / "reports"), random.Random(5)
    snapshot = take_snapshot(tmp_path)
    home, undisturbed = Home.at(tmp_path / "killed"), Home.at(tmp_path / "undisturbed")
    for _ in range(6):
        command = [sys.executable, "-c", _RUN, str(home.root), str(folder)]
        run = subprocess.Popen(command, cwd=snapshot, env=environment_of(snapshot), stdout=subprocess.PIPE)
        assert run.stdout is not None
        assert run.stdout.readline() == b"begun\n"
        time.sleep(choose.uniform(0.0, 2.0))
        run.send_signal(signal.SIGKILL)
        run.communicate()
        assert current_version(home) in (None, 1)
    run_once(home, folder, extract)
    run_once(undisturbed, folder, extract)
    killed, calm = manifest_of(home, current_version(home) or 0), manifest_of(undisturbed, 1)
    assert killed.table_hashes == calm.table_hashes
    assert list(home.build.iterdir()) == []
    assert not [path for path in home.lake.rglob("*") if path.name.endswith(".tmp")]
