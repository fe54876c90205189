"""The DolphinScheduler task: its text run by bash, on the samples and with every exit code. No server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from warehouse import errors
from warehouse.errors import FazhiError

FOLDER = ROOT / "deploy" / "dolphinscheduler"
MAY_PASS = {6, 7, 9, 11, 75}
CODES = sorted({kind.exit_code for kind in FazhiError.__subclasses__()} | {0, 1, 137})


def task() -> dict[str, Any]:
    """The one task of the workflow that is imported."""
    (workflow,) = json.loads((FOLDER / "workflow.json").read_text(encoding="utf-8"))
    (found,) = workflow["taskDefinitionList"]
    (relation,) = workflow["processTaskRelationList"]
    assert (relation["preTaskCode"], relation["postTaskCode"]) == (0, found["code"])
    assert relation["processDefinitionCode"] == workflow["processDefinition"]["code"]
    return dict(found)


def run_task(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run the task's text as a worker does: a file for bash."""
    return subprocess.run(
        ["bash", "-c", task()["taskParams"]["rawScript"]],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def stand_in(folder: Path, *codes: int) -> Path:
    """A program that ends with these codes, one after the other, and counts how often it was called."""
    program = folder / "fazhi"
    program.write_text(
        f'#!/bin/sh\necho call >> "{folder}/calls"\nset -- {" ".join(map(str, codes))}\n'
        f'shift $(( $(wc -l < "{folder}/calls") - 1 ))\nexit "$1"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program


def calls(folder: Path) -> int:
    return len((folder / "calls").read_text().splitlines())


def test_the_workflow_carries_the_script_and_leaves_all_retries_to_it() -> None:
    found = task()
    assert found["taskType"] == "SHELL"
    assert found["taskParams"]["rawScript"] == (FOLDER / "nightly.sh").read_text(encoding="utf-8")
    assert (found["failRetryTimes"], found["timeoutFlag"]) == (0, "CLOSE")


def test_nothing_in_the_script_would_be_filled_in_by_dolphinscheduler() -> None:
    script = (FOLDER / "nightly.sh").read_text(encoding="utf-8")
    assert "${" not in script
    assert "$[" not in script


@pytest.mark.parametrize("code", CODES)
def test_what_may_pass_is_tried_four_times_and_all_else_once(tmp_path: Path, code: int) -> None:
    ended = run_task(FAZHI_BIN=str(stand_in(tmp_path, *[code] * 9)), FAZHI_TASK_WAITS="0 0 0")
    assert (ended.returncode, calls(tmp_path)) == (code, 4 if code in MAY_PASS else 1)
    assert ("docs/operations.md" in ended.stdout) is (code != 0)


def test_the_codes_that_may_pass_are_those_of_the_errors_that_pass_by_themselves() -> None:
    passing = {errors.Overtaken, errors.NoSpace, errors.TookTooLong, errors.EngineFailed}
    assert {kind.exit_code for kind in passing | {errors.RunInProgress}} == MAY_PASS


def test_a_fault_that_passes_ends_well(tmp_path: Path) -> None:
    ended = run_task(FAZHI_BIN=str(stand_in(tmp_path, 75, 7, 0)), FAZHI_TASK_WAITS="0 0 0")
    assert (ended.returncode, calls(tmp_path)) == (0, 3)


def test_the_script_runs_a_night_on_the_samples(own_home: Path, samples_dir: Path) -> None:
    program = Path(sys.executable).with_name("fazhi")
    ended = run_task(FAZHI_BIN=str(program), FAZHI_HOME=str(own_home), FAZHI_REPORTS=str(samples_dir))
    assert ended.returncode == 0, ended.stderr
    assert "nothing new, nothing published" in ended.stdout
