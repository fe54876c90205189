"""What the project needs on a machine, all the way down: read from the wheels, by its own markers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.bundle import BundleError
from deploy.bundle.settings import Target
from deploy.bundle.wheels import Wheel

Fetch = Callable[[Mapping[str, str], Target], Mapping[str, Wheel]]
"""Brings the wheels of some pinned packages for a machine."""


@dataclass
class Needed:
    """One package on one machine."""

    wheel: Wheel
    extras: set[str] = field(default_factory=set)
    requires: set[str] = field(default_factory=set)


def close(
    project: Wheel, extras: Sequence[str], target: Target, pins: Mapping[str, str], fetch: Fetch
) -> dict[str, Needed]:
    """Return all packages that a machine needs, the project among them, by name.

    Each has the one version that ``pins`` gives it, so nothing is searched for: what is asked is looked up.

    Raises:
        BundleError: something needed has no pin, or its pin is not what is asked for.
    """
    needed = {project.name: Needed(project, set(extras))}
    open_names = [project.name]
    while open_names:
        asked = [(name, _asked_by(needed[name], target)) for name in open_names]
        absent = {n: pins[n] for _, found in asked for n in _pinned(found, pins) if n not in needed}
        needed |= {name: Needed(wheel) for name, wheel in fetch(absent, target).items()} if absent else {}
        again = {name for by, found in asked for name in _follow(by, found, needed)}
        open_names = sorted(again | set(absent))
    return needed


def _asked_by(package: Needed, target: Target) -> list[Requirement]:
    return package.wheel.requirements(sorted(package.extras), target)


def _pinned(requirements: Sequence[Requirement], pins: Mapping[str, str]) -> list[str]:
    """Return the names that are asked for, each with a pin that it accepts."""
    names: list[str] = []
    for requirement in requirements:
        name = canonicalize_name(requirement.name)
        if name not in pins:
            raise BundleError(f"{name} has no pin: renew constraints.txt (CONTRIBUTING.md, Pins).")
        if not requirement.specifier.contains(pins[name], prereleases=True):
            raise BundleError(f"constraints.txt pins {name}=={pins[name]}, and {requirement} is needed.")
        names.append(name)
    return names


def _follow(by: str, requirements: Sequence[Requirement], needed: dict[str, Needed]) -> list[str]:
    """Note who requires whom; return those of whom more extras are asked than were looked at."""
    again: list[str] = []
    for requirement in requirements:
        name = canonicalize_name(requirement.name)
        needed[by].requires.add(name)
        if not requirement.extras <= needed[name].extras:
            needed[name].extras |= requirement.extras
            again.append(name)
    return again
