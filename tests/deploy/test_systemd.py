"""The units of ``deploy/systemd``: systemd's own verdict on them, and what they must say."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.composing import services
from tests.serving import DEPLOY, command

UNITS = DEPLOY / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
HERE = f"{Path(sys.executable).parent}/"
INSTALLED = "/opt/fazhi/.venv/bin/"
MOST_EXPOSED = 20
"""On systemd's scale from 0, all shut, to 100."""


def read_unit(path: Path) -> configparser.RawConfigParser:
    unit = configparser.RawConfigParser()
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they ship, but for where the programs lie."""
    folder = Path(shutil.copytree(UNITS, tmp_path / "units"))
    for path in folder.glob("*.service"):
        text = path.read_text(encoding="utf-8")
        assert INSTALLED in text, path.name
        path.write_text(text.replace(INSTALLED, HERE), encoding="utf-8")
    return folder


def analyze(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    analyzer = command("systemd-analyze", "systemd")
    return subprocess.run(
        [analyzer, *map(str, words)],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{folder}:", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_systemd_finds_nothing_wrong_with_the_units(units: Path) -> None:
    paths = [*sorted(units.glob("*.service")), *sorted(units.glob("*.timer"))]
    assert [path.name for path in paths] == [
        "fazhi-daemon.service",
        "fazhi-heartbeat.service",
        "fazhi-webserver.service",
        "fazhi-heartbeat.timer",
    ]
    done = analyze(units, "verify", *paths)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("Type=exec", "Tipe=exec"), ("ExecStart=", "ExecStart=/nowhere"), ("Restart=always", "Restart=mostly")],
)
def test_a_unit_that_is_wrong_would_be_found(right: str, wrong: str, units: Path) -> None:
    path = units / "fazhi-daemon.service"
    path.write_text(path.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    assert analyze(units, "verify", path).stderr != ""


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_service_is_shut_off_from_what_it_does_not_need(path: Path, units: Path) -> None:
    done = analyze(units, "security", "--offline=true", f"--threshold={MOST_EXPOSED}", units / path.name)
    assert done.returncode == 0, done.stdout[-300:]


def test_all_services_end_with_all_that_they_started_and_read_one_file_of_settings() -> None:
    common = read_unit(UNITS / "fazhi-.service.d" / "common.conf")["Service"]
    assert common["KillMode"] == "control-group"
    assert common["ProtectSystem"] == "strict"
    assert common["NoNewPrivileges"] == "yes"
    assert common["User"] == "fazhi"
    assert common["EnvironmentFile"] == "-/etc/fazhi/fazhi.env"
    for path in SERVICES:
        assert path.name.startswith("fazhi-"), "else the common file would not hold for it"
        service = read_unit(path)["Service"]
        assert service["ReadWritePaths"].startswith("/var/lib/fazhi")
        assert "KillMode" not in service


def test_the_web_server_listens_on_loopback_for_looking_only() -> None:
    service = read_unit(UNITS / "fazhi-webserver.service")["Service"]
    words = service["ExecStart"].split()
    assert words[words.index("-h") + 1] == "127.0.0.1"
    assert "--read-only" in words
    assert (service["IPAddressDeny"], service["IPAddressAllow"]) == ("any", "localhost")


@pytest.mark.parametrize("name", ["daemon", "webserver"])
def test_a_unit_starts_what_compose_starts_and_the_tests_try(name: str) -> None:
    service = read_unit(UNITS / f"fazhi-{name}.service")["Service"]
    assert service["ExecStart"].removeprefix(INSTALLED).split() == services()[name]["command"]


def test_the_document_names_what_there_is() -> None:
    text = (DEPLOY.parent / "docs" / "deployment.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:deploy|tests)/[\w./-]+)`", text))
    assert len(named) > 6
    assert [name for name in sorted(named) if not (DEPLOY.parent / name).exists()] == []
    assert {path.name for path in SERVICES} <= set(re.findall(r"`([\w-]+\.service)`", text)) | {
        "fazhi-heartbeat.service"
    }


def test_the_heartbeat_asks_every_hour_whether_a_night_has_succeeded() -> None:
    service = read_unit(UNITS / "fazhi-heartbeat.service")
    assert "doctor --stale-after 26h --notify" in service["Service"]["ExecStart"]
    assert read_unit(UNITS / "fazhi-heartbeat.timer")["Timer"]["OnCalendar"] == "hourly"


def test_the_example_of_settings_sets_nothing_and_names_only_settings_that_there_are() -> None:
    text = (UNITS / "fazhi.env").read_text(encoding="utf-8")
    docs = "".join(path.read_text(encoding="utf-8") for path in (DEPLOY.parent / "docs").glob("*.md"))
    named = [line[2:].split("=")[0] for line in text.splitlines() if line.startswith("# FAZHI_")]
    assert len(named) > 4
    assert [line for line in text.splitlines() if line and not line.startswith("#")] == []
    assert [name for name in named if f"`{name}`" not in docs] == []
