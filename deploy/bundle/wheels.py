"""A wheel as it lies on the disk: for which machines it is, what it asks for, what it says of its licence."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from packaging.metadata import RawMetadata, parse_email
from packaging.requirements import Requirement
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from deploy.bundle import BundleError
from deploy.bundle.settings import Target

_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
_CLASSIFIER = "License :: "
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Wheel:
    """One wheel."""

    path: Path

    @cached_property
    def name(self) -> str:
        """Canonical name of its package."""
        return str(parse_wheel_filename(self.path.name)[0])

    @cached_property
    def version(self) -> str:
        """Version of its package."""
        return str(parse_wheel_filename(self.path.name)[1])

    @cached_property
    def sha256(self) -> str:
        """Hash of its bytes."""
        with self.path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()

    def rank(self, target: Target) -> int | None:
        """How well it suits a machine, 0 best; None where it does not run there."""
        ranks = [target.tags[tag] for tag in parse_wheel_filename(self.path.name)[3] if tag in target.tags]
        return min(ranks, default=None)

    def requirements(self, extras: Iterable[str], target: Target) -> list[Requirement]:
        """Return what it asks for on a machine, with these of its extras."""
        environments = [{**target.environment, "extra": extra} for extra in ("", *extras)]
        stated = [Requirement(text) for text in self._metadata.get("requires_dist", [])]
        return [
            requirement
            for requirement in stated
            if requirement.marker is None or any(requirement.marker.evaluate(e) for e in environments)
        ]

    @cached_property
    def licence(self) -> str:
        """What its metadata say of its licence, on one line; empty where they say nothing."""
        stated = self._metadata.get("license_expression") or self._metadata.get("license") or ""
        if stated and "\n" not in stated.strip() and len(stated) <= _LONGEST_NAME:
            return stated.strip()
        classifiers = self._metadata.get("classifiers", [])
        named = {c.split(" :: ")[-1] for c in classifiers if c.startswith(_CLASSIFIER)}
        return ", ".join(sorted(named - {"OSI Approved"}))

    def licence_texts(self) -> list[tuple[str, str]]:
        """Return the files with licences and notices that it carries, each with its text."""
        stated = self._metadata.get("license", "")
        found = [("License", stated)] if "\n" in stated.strip() else []
        with zipfile.ZipFile(self.path) as packed:
            for name in sorted(packed.namelist()):
                if self._is_licence(PurePosixPath(name)):
                    found.append((name, packed.read(name).decode("utf-8", errors="replace")))
        return found

    def _is_licence(self, path: PurePosixPath) -> bool:
        folder = self._folder
        if path.parts[0] != folder or path.suffix in {".py", ".pyc"}:
            return False
        return "licenses" in path.parts[1:-1] or bool(_LICENCE_FILE.match(path.name))

    @cached_property
    def _folder(self) -> str:
        with zipfile.ZipFile(self.path) as packed:
            folders = {name.split("/")[0] for name in packed.namelist()}
        described = [folder for folder in folders if folder.endswith(".dist-info")]
        found = [folder for folder in described if canonicalize_name(folder.split("-")[0]) == self.name]
        if len(found) != 1:
            raise BundleError(f"{self.path.name} has no folder of metadata of its own: it is no sound wheel.")
        return found[0]

    @cached_property
    def _metadata(self) -> RawMetadata:
        with zipfile.ZipFile(self.path) as packed:
            return parse_email(packed.read(f"{self._folder}/METADATA"))[0]


def best_wheel(folder: Path, name: str, version: str, target: Target) -> Wheel | None:
    """Return the wheel of a folder that suits a machine best; None where there is none of that version."""
    found = []
    for path in sorted(folder.glob("*.whl")):
        try:
            wheel = Wheel(path)
            rank = wheel.rank(target) if (wheel.name, wheel.version) == (name, version) else None
        except InvalidWheelFilename:
            continue
        if rank is not None:
            found.append((rank, path.name, wheel))
    return min(found)[2] if found else None
