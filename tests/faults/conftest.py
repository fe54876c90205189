"""One finished build for all faults: publishing it again and again needs no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing import small_template
from warehouse.home import Home


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build that passed its audit, to be copied."""
    return small_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that nothing is published in."""
    return Home.at(tmp_path / "home")
