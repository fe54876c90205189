"""``deploy/compose.yaml`` on this machine: each service's command and environment, as a plain process."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.serving import DEPLOY, LOOPBACK

COMPOSE = DEPLOY / "compose.yaml"
PROGRAMS = Path(sys.executable).parent
_SETTING = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def services() -> dict[str, Any]:
    """Return the services of the file."""
    return dict(yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"])


def filled_in(text: str, settings: Mapping[str, str]) -> str:
    """Put settings into a value as Compose does; one that must be set and is not is an error."""

    def value(found: re.Match[str]) -> str:
        name, sign, otherwise = found.groups()
        return settings.get(name) or (otherwise if sign == "-" else settings[name])

    return _SETTING.sub(value, text)


@dataclass(frozen=True)
class Here:
    """Where on this machine the things lie that the file has in containers and volumes."""

    home: Path
    reports: Path
    database_port: int
    password: str

    def environment(self, service: str) -> dict[str, str]:
        """Return what a service finds in its environment, with the places of this machine."""
        given = services()[service]["environment"]
        named = {"FAZHI_POSTGRES_PASSWORD": self.password}
        told = {name: filled_in(str(value), named) for name, value in given.items()}
        moved = {
            "/var/lib/fazhi": str(self.home),
            "/var/lib/fazhi/dagster": str(self.home / "dagster"),
            "/srv/reports": str(self.reports),
            "postgres": LOOPBACK,
            "5432": str(self.database_port),
        }
        return {name: moved.get(value, value) for name, value in told.items()}

    def command(self, service: str, port: int | None = None) -> list[str]:
        """Return the command of a service, with a port of this machine."""
        program, *words = services()[service]["command"]
        return [str(PROGRAMS / program), *(str(port) if word == "3000" else word for word in words)]
