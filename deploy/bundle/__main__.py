"""``make bundle``: what a machine without a package registry needs, as one archive."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from deploy.bundle import BundleError
from deploy.bundle.fetching import Shelf, build_project
from deploy.bundle.making import Bundle, make_bundle
from deploy.bundle.settings import read_settings

_ROOT = Path(__file__).resolve().parents[2]


def main(argv: Sequence[str] | None = None) -> int:
    """Make the bundle; 1 where something is missing."""
    parser = argparse.ArgumentParser(prog="python -m deploy.bundle", description=__doc__)
    parser.add_argument("--source", type=Path, default=_ROOT, metavar="DIR", help="default: this project")
    parser.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="default: dist")
    parser.add_argument("--wheels", type=Path, metavar="DIR", help="kept wheels; default: OUT/wheels")
    parser.add_argument("--architecture", action="append", metavar="NAME", help="only it, such as x86_64")
    arguments = parser.parse_args(argv)
    try:
        bundle = _make(arguments)
    except BundleError as error:
        print(f"make bundle: {error}", file=sys.stderr)
        return 1
    _tell_end(bundle)
    return 0


def _make(arguments: argparse.Namespace) -> Bundle:
    settings = read_settings(arguments.source, arguments.architecture)
    shelf = Shelf(arguments.wheels or arguments.out / "wheels", _tell)
    with tempfile.TemporaryDirectory() as folder:
        _tell("构建 · building the project's wheel")
        project = build_project(arguments.source, Path(folder))
        return make_bundle(project, settings, shelf.fetch, arguments.out, _tell)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _tell_end(bundle: Bundle) -> None:
    size = bundle.archive.stat().st_size / 1e6
    print(f"{bundle.archive}  {size:.0f} MB, {len(bundle.packages)} packages, {bundle.wheel_count} wheels")
    if bundle.without_licence:
        print(f"许可未注明，请核对 · no licence stated, look at: {', '.join(bundle.without_licence)}")
    print("接下来 · next: copy it over, then")
    print(f"  tar -xf {bundle.archive.name} && sh {bundle.archive.stem}/install.sh /opt/fazhi")


if __name__ == "__main__":
    sys.exit(main())
