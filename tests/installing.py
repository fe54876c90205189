"""Installing a bundle by its own script, where no registry can be reached."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_UNPLUGGED = {f"{kind}_proxy": "http://127.0.0.1:9" for kind in ("http", "https", "all")}


def cut_off(command: Sequence[str | Path], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command without network where that can be had, and with proxies that answer nothing."""
    can_unshare = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    settings = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C.UTF-8"}
    return subprocess.run(
        [*(["unshare", "-rn"] if can_unshare else []), *map(str, command)],
        cwd=cwd,
        env={**settings, **_UNPLUGGED, **environment},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def installed(bundle: Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Install a bundle, with the Python that runs the tests."""
    python = str(Path(sys.executable).resolve())
    return cut_off(["sh", bundle / "install.sh", folder], bundle.parent, PYTHON=python, **environment)
