"""What lies in the archive beside the wheels: requirements with hashes, licences, installer's settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deploy.bundle import BundleError
from deploy.bundle.closure import Needed
from deploy.bundle.settings import Settings, Target
from deploy.bundle.wheels import Wheel


@dataclass(frozen=True)
class Package:
    """One package of the bundle, over all machines."""

    name: str
    version: str
    wheels: tuple[Wheel, ...]
    """Without repetition, by file name."""
    architectures: tuple[str, ...]
    """The machines that need it."""
    extras: tuple[str, ...]
    requires: tuple[str, ...]

    @property
    def label(self) -> str:
        """Name and version, as files and references call it."""
        return f"{self.name}-{self.version}"


def join(needed: Mapping[Target, Mapping[str, Needed]]) -> list[Package]:
    """Return the packages of all machines, by name.

    Raises:
        BundleError: one file name stands for two contents.
    """
    names = sorted({name for packages in needed.values() for name in packages})
    return [_join(name, {t: found[name] for t, found in needed.items() if name in found}) for name in names]


def _join(name: str, found: Mapping[Target, Needed]) -> Package:
    wheels: dict[str, Wheel] = {}
    for one in found.values():
        known = wheels.setdefault(one.wheel.path.name, one.wheel)
        if known.sha256 != one.wheel.sha256:
            raise BundleError(f"{known.path} and {one.wheel.path} differ under one name: remove both.")
    return Package(
        name=name,
        version=next(iter(wheels.values())).version,
        wheels=tuple(wheels[file] for file in sorted(wheels)),
        architectures=tuple(sorted(target.architecture for target in found)),
        extras=tuple(sorted({extra for one in found.values() for extra in one.extras})),
        requires=tuple(sorted({required for one in found.values() for required in one.requires})),
    )


def requirements(packages: Sequence[Package], settings: Settings) -> str:
    """Return what ``pip install --require-hashes`` takes: every package, its version, its wheels' hashes."""
    return "".join(_requirement(package, settings) for package in packages)


def _requirement(package: Package, settings: Settings) -> str:
    # Other packages' extras only repeat lines further down; the project's say what this bundle is.
    extras = f"[{','.join(package.extras)}]" if package.name == settings.project and package.extras else ""
    some = " or ".join(f'platform_machine == "{name}"' for name in package.architectures)
    marker = f" ; {some}" if len(package.architectures) < len(settings.targets) else ""
    digests = sorted({wheel.sha256 for wheel in package.wheels})
    hashes = "".join(f" \\\n    --hash=sha256:{digest}" for digest in digests)
    return f"{package.name}{extras}=={package.version}{marker}{hashes}\n"


def licences(packages: Sequence[Package]) -> dict[str, str]:
    """Return one text a package: what its metadata say of its licence, and the texts that it carries."""
    return {f"{package.label}.txt": _licence(package) for package in packages}


def without_licence(packages: Sequence[Package]) -> list[str]:
    """Return the packages that neither name a licence nor carry one: somebody has to look."""
    return [p.label for p in packages if not p.wheels[0].licence and not p.wheels[0].licence_texts()]


def _licence(package: Package) -> str:
    wheel = package.wheels[0]
    texts = wheel.licence_texts()
    parts = [f"{package.name} {package.version}\nLicence · 许可: {wheel.licence or 'not stated · 未注明'}"]
    parts += [f"---- {name} ----\n{text.strip()}" for name, text in texts]
    if not texts:
        parts.append("The wheel carries no licence text. · 该包未附许可全文。")
    return "\n\n".join(parts) + "\n"


def installer_settings(version: str, settings: Settings) -> str:
    """Return what ``install.sh`` has to know, as assignments of a shell."""
    first = settings.targets[0]
    values = {
        "version": version,
        "needed_python": ".".join(map(str, first.python_minor)),
        "needed_glibc": first.glibc,
        "architectures": " ".join(target.architecture for target in settings.targets),
    }
    return "".join(f'{name}="{value}"\n' for name, value in values.items())
