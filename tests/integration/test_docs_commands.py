"""What the pages print is what the commands print.

A block marked ``console`` holds a command after ``$``, then its output. ``FAZHI_RENEW=1`` writes the
output anew: read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["docs/a-number.md", "docs/a-number.zh.md", "README.md", "README.zh-CN.md"]
_BLOCK = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)^```$", re.MULTILINE | re.DOTALL)
_told: dict[str, str] = {}


def printed(command: str, home: Path) -> str:
    """Run a command of a page on the samples' home; the same one of two pages runs once."""
    if command not in _told:
        cli = f"{sys.executable} -m dagster_project.cli "
        mine = re.sub(r"(\.venv/bin/)?\bfazhi (?=[a-z])", cli, command, count=1)
        mine = mine.replace("data/samples", str(home))
        settings = {**os.environ, "COLUMNS": "120", "LC_ALL": "C.UTF-8"}
        shell = ["bash", "-c", mine]
        ended = subprocess.run(shell, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        lines = (line.rstrip() for line in ended.stdout.replace(str(home), "data/samples").splitlines())
        _told[command] = "\n".join(lines) + "\n"
    return _told[command]


def renewed(command: str, home: Path) -> str:
    """Return the block of a command with what it prints now."""
    return f"```console\n$ {command}\n{printed(command, home)}```"


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_says_that_a_command_prints_is_what_it_prints(page: str, sample_home: Path) -> None:
    path = ROOT / page
    text = path.read_text(encoding="utf-8")
    blocks = list(_BLOCK.finditer(text))
    assert blocks or page.startswith("README"), f"{page} shows no command"
    if os.environ.get("FAZHI_RENEW") == "1":
        text = _BLOCK.sub(lambda block: renewed(block["command"], sample_home), text)
        path.write_text(text, encoding="utf-8")
        return
    for block in blocks:
        assert block["output"] == printed(block["command"], sample_home), block["command"]
