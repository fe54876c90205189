"""What the bundle is made from: parts and machines of ``pyproject.toml``, versions of ``constraints.txt``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name

from deploy.bundle import BundleError

_OLDEST_GLIBC_MINOR = {"x86_64": 5, "aarch64": 17}
_OLD_NAMES = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}


@dataclass(frozen=True)
class Target:
    """A kind of machine that the bundle installs on."""

    architecture: str
    python: str
    """The oldest release served, such as 3.11.2: what asks for less is left out."""
    glibc: str

    @property
    def python_minor(self) -> tuple[int, int]:
        """Its first two numbers: a wheel is for these."""
        major, minor = self.python.split(".")[:2]
        return int(major), int(minor)

    @property
    def platforms(self) -> list[str]:
        """The platform tags that it can run, the youngest first."""
        youngest = int(self.glibc.split(".")[1])
        found = []
        for minor in range(youngest, _OLDEST_GLIBC_MINOR[self.architecture] - 1, -1):
            found.append(f"manylinux_2_{minor}_{self.architecture}")
            if minor in _OLD_NAMES:
                found.append(f"{_OLD_NAMES[minor]}_{self.architecture}")
        return found

    @cached_property
    def tags(self) -> dict[Tag, int]:
        """The wheels that it takes, by tag, with their rank: 0 is the best."""
        version, interpreter = self.python_minor, "cp{}{}".format(*self.python_minor)
        tags = [
            *cpython_tags(version, abis=[interpreter], platforms=self.platforms),
            *compatible_tags(version, interpreter=interpreter, platforms=self.platforms),
        ]
        return {tag: rank for rank, tag in reversed(list(enumerate(tags)))}

    @property
    def environment(self) -> dict[str, str]:
        """What markers of requirements are asked against: that machine's answers, not this one's."""
        return {
            "implementation_name": "cpython",
            "implementation_version": self.python,
            "os_name": "posix",
            "platform_machine": self.architecture,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Linux",
            "platform_version": "",
            "python_full_version": self.python,
            "python_version": ".".join(map(str, self.python_minor)),
            "sys_platform": "linux",
        }


@dataclass(frozen=True)
class Settings:
    """What one bundle holds, and for whom."""

    project: str
    extras: tuple[str, ...]
    targets: tuple[Target, ...]
    pins: Mapping[str, str]
    is_partial: bool = False
    """It is for some of the machines only, and says so in its name."""


def read_settings(root: Path, architectures: list[str] | None = None) -> Settings:
    """Return the settings of the project at ``root``, for some of its architectures or for all.

    Raises:
        BundleError: a part or an architecture is unknown.
    """
    with (root / "pyproject.toml").open("rb") as source:
        told = tomllib.load(source)
    project, bundle = told["project"], told["tool"]["fazhi"]["bundle"]
    known = project["optional-dependencies"]
    if strange := sorted(set(bundle["extras"]) - set(known)):
        raise BundleError(
            f"pyproject.toml has no extra {', '.join(strange)}, only {', '.join(sorted(known))}."
        )
    every, chosen = bundle["architectures"], architectures or bundle["architectures"]
    if strange := sorted(set(chosen) - set(every)):
        raise BundleError(f"No bundle is made for {', '.join(strange)}, only for {', '.join(every)}.")
    return Settings(
        project=canonicalize_name(project["name"]),
        extras=tuple(sorted(bundle["extras"])),
        targets=tuple(
            Target(architecture, bundle["python"], bundle["glibc"])
            for architecture in every
            if architecture in chosen
        ),
        is_partial=set(chosen) != set(every),
        pins=read_pins(root / "constraints.txt"),
    )


def read_pins(path: Path) -> dict[str, str]:
    """Return the versions of ``constraints.txt`` by canonical name.

    Raises:
        BundleError: a line pins nothing.
    """
    pins: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if text := line.partition("#")[0].strip():
            try:
                requirement = Requirement(text)
                (pin,) = requirement.specifier
                if pin.operator != "==" or requirement.marker:
                    raise ValueError
            except (InvalidRequirement, ValueError):
                raise BundleError(f"{path.name}, line {number}: {text!r} is no name==version.") from None
            pins[canonicalize_name(requirement.name)] = pin.version
    return pins
