"""What every test may ask for: the labelled text beside the project, a browser, a clean environment.

A test that wants something from outside skips with a reason where that is missing, and fails
for it under CI, where nothing may be skipped.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def missing(reason: str) -> None:
    """Skip the test for ``reason``, or fail it where CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and CI=true admits no skip")
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the developer's shell reaches a test."""
    waits = ("MAX_SECONDS", "MAX_RUNTIME", "RETRY_SECONDS")
    own = ("HOME", "REPORTS", "SCHEDULE", "MEMORY", "MAX_BYTES", *waits)
    told = ("WEBHOOK", "SMTP_", "ALERT_", "DINGTALK_", "WECOM_", "FEISHU_")
    telling = [name for name in os.environ if name.startswith(tuple(f"FAZHI_{word}" for word in told))]
    for name in (*(f"FAZHI_{setting}" for setting in own), *telling, "FAZHI_SOURCE_URL", "DAGSTER_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of real reports and labels beside the project."""
    if not (SHARED / "reports").is_dir():
        missing(f"needs the real reports in {SHARED.name}/ beside the project")
    return SHARED


@pytest.fixture(scope="session")
def samples_dir() -> Path:
    """The sample reports that ship with the project."""
    return ROOT / "warehouse" / "samples" / "reports"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of an installed Chromium."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        missing("needs chromium on PATH (apt-get install chromium)")
    return str(found)


@pytest.fixture(scope="session")
def java() -> str:
    """Path of an installed Java runtime."""
    found = shutil.which("java")
    if found is None:
        missing("needs java on PATH (apt-get install default-jre-headless)")
    return str(found)
