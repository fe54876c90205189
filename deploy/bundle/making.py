"""Making a bundle, from the source of the project to the archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deploy.bundle.closure import Fetch, close
from deploy.bundle.contents import Package, installer_settings, join, licences, requirements, without_licence
from deploy.bundle.packing import pack
from deploy.bundle.sbom import bill_of_materials
from deploy.bundle.settings import Settings
from deploy.bundle.wheels import Wheel

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Bundle:
    """A bundle that was made."""

    archive: Path
    packages: list[Package]
    without_licence: list[str]

    @property
    def wheel_count(self) -> int:
        """How many wheels lie in it."""
        return sum(len(package.wheels) for package in self.packages)


def make_bundle(
    project: Wheel,
    settings: Settings,
    fetch: Fetch,
    out: Path,
    tell: Callable[[str], None],
) -> Bundle:
    """Collect what the project needs on each machine, describe it, and pack it into a folder.

    Args:
        project: The project's own wheel.
        settings: What belongs in, and for which machines.
        fetch: Brings the other wheels.
        out: Where the archive is put.
        tell: Says what is being done.

    Raises:
        BundleError: something is missing.
    """
    needed = {t: close(project, settings.extras, t, settings.pins, fetch) for t in settings.targets}
    packages = join(needed)
    only = [t.architecture for t in settings.targets] if settings.is_partial else []
    name = "-".join(["fazhi-bundle", project.version, *only])
    tell(f"打包 · packing {len(packages)} packages")
    archive = out / f"{name}.tar"
    pack(_files(packages, project.version, settings), name, archive)
    return Bundle(archive, packages, without_licence(packages))


def _files(packages: list[Package], version: str, settings: Settings) -> dict[str, bytes | Path]:
    files: dict[str, bytes | Path] = {f"wheels/{w.path.name}": w.path for p in packages for w in p.wheels}
    files |= {f"licences/{name}": text.encode() for name, text in licences(packages).items()}
    files["requirements.txt"] = requirements(packages, settings).encode()
    files["bundle.conf"] = installer_settings(version, settings).encode()
    files["sbom.cdx.json"] = bill_of_materials(packages, settings.project).encode()
    files |= {name: (_HERE / name).read_bytes() for name in ("install.sh", "README.md")}
    return files
