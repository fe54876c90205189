"""A disk that fills up while a run is at work: a small file system of its own, filled for real."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.snapshot import environment_of, take_snapshot

# The disk is filled once the run has begun, so that the look at its free space has let it pass.
_FILL = """
import os, shutil, sys
from pathlib import Path
from tests.publishing import build_from, make_template, outcomes_of, publish_once
from warehouse.errors import NoSpace
from warehouse.home import Home
from warehouse.publish import publish_build
from warehouse.runs import open_run
from warehouse.verify import verify
from warehouse.versions import current_version

disk, elsewhere = Path(sys.argv[1]), Path(sys.argv[2])
template, home = make_template(elsewhere), Home.at(disk / "home")
assert publish_once(home, template).version == 1
filler = disk / "filler"
for free in (0, 4096, 300_000, template.stat().st_size + 4096):
    try:
        with open_run(home) as run:
            filler.write_bytes(b"x" * max(0, shutil.disk_usage(disk).free - free))
            build_from(template, run)
            publish_build(run, outcomes_of(run))
        raise SystemExit(f"{free} bytes were enough")
    except NoSpace as error:
        assert error.exit_code == 7 and "bytes" in str(error), error
    assert list(home.build.iterdir()) == []
    assert current_version(home) == 1 and verify(home).is_intact
    filler.unlink()
assert publish_once(home, template).version > 1
print("sound")
"""


@pytest.mark.slow
def test_a_disk_that_fills_up_costs_the_run_and_nothing_else(tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        missing("needs unshare (util-linux) to mount a small file system")
    snapshot, disk, elsewhere = take_snapshot(tmp_path), tmp_path / "disk", tmp_path / "elsewhere"
    disk.mkdir()
    elsewhere.mkdir()
    mounted = f'mount -t tmpfs -o size=160m tmpfs {disk} && exec "$@"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", mounted, "sh"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        missing("needs the right to mount a small file system in a name space of its own")
    done = subprocess.run(
        [*command, sys.executable, "-c", _FILL, str(disk), str(elsewhere)],
        cwd=snapshot, env=environment_of(snapshot), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.endswith("sound\n"), done.stderr
