"""The folders of one warehouse: where everything lies below its home."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of a warehouse home. Nothing is created before :meth:`create`."""

    root: Path

    @classmethod
    def at(cls, path: str | os.PathLike[str] | None = None) -> Home:
        """Return the home at ``path``, else at ``$FAZHI_HOME``, else at ``./data``."""
        return cls(Path(path or os.environ.get("FAZHI_HOME") or "data").absolute())

    @property
    def landing(self) -> Path:
        """Where reports are put when no other folder is named."""
        return self.root / "landing"

    @property
    def lake(self) -> Path:
        """Parquet: the store. Raw text lies here, so others may not read it."""
        return self.root / "lake"

    @property
    def build(self) -> Path:
        """Unpublished builds, private to their runs."""
        return self.root / "build"

    @property
    def versions(self) -> Path:
        """Published files and their manifests."""
        return self.root / "versions"

    @property
    def current(self) -> Path:
        """The symbolic link to the published version."""
        return self.root / "current.duckdb"

    @property
    def quarantine(self) -> Path:
        """Builds that failed their audit, and versions found damaged."""
        return self.root / "quarantine"

    @property
    def corrections(self) -> Path:
        """The user's own corrections."""
        return self.root / "corrections"

    @property
    def quality(self) -> Path:
        """What every audit found, one file each."""
        return self.root / "quality"

    @property
    def waivers(self) -> Path:
        """Failures of checks that somebody lets pass for a time."""
        return self.root / "waivers"

    @property
    def holds(self) -> Path:
        """Documents that somebody took out."""
        return self.root / "holds"

    @property
    def dagster(self) -> Path:
        """The orchestrator's own home."""
        return self.root / "dagster"

    @property
    def pins(self) -> Path:
        """Names given to versions that are kept for good."""
        return self.root / "pins.json"

    @property
    def run_lock(self) -> Path:
        """Held through a whole run."""
        return self.root / "run.lock"

    @property
    def publish_lock(self) -> Path:
        """Held while the pointer moves."""
        return self.root / "publish.lock"

    def create(self) -> Home:
        """Create the folders: 0700 where raw text or unaudited rows lie, the published open to all."""
        self.root.mkdir(parents=True, exist_ok=True)
        for folder in (self.versions, self.dagster):
            folder.mkdir(exist_ok=True)
        for folder in (self.lake, self.build, self.quarantine, self.landing):
            folder.mkdir(mode=0o700, exist_ok=True)
        return self
