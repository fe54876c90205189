"""Wheels of a test's own: small, sound, and alike each time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_WHEN = (2020, 2, 2, 0, 0, 0)


def make_wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    tag: str = "py3-none-any",
    requires: Sequence[str] = (),
    told: Sequence[str] = ("License-Expression: MIT",),
    files: Mapping[str, str] | None = None,
) -> Path:
    """Write a wheel that asks for ``requires``, says ``told`` in its metadata, and has ``files`` in it."""
    stem = f"{name.replace('-', '_')}-{version}"
    about = f"{stem}.dist-info"
    lines = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", *told]
    lines += [f"Requires-Dist: {one}" for one in requires]
    content = {
        f"{about}/METADATA": "\n".join(lines) + "\n",
        f"{about}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
        **{path.replace("DIST-INFO", about): text for path, text in (files or {}).items()},
    }
    content[f"{about}/RECORD"] = "".join(f"{path},,\n" for path in [*content, f"{about}/RECORD"])
    path = folder / f"{stem}-{tag}.whl"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as packed:
        for entry, text in content.items():
            packed.writestr(zipfile.ZipInfo(entry, _WHEN), text)
    return path
