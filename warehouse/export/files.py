"""Writing one file that a user named: whole or not at all, and what is wrong told in words."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from warehouse.errors import NoSpace, WrongArguments
from warehouse.export.panel import Panel
from warehouse.export.stata import stata_bytes

PANEL_FORMATS = ("dta", "parquet", "csv")


def panel_bytes(panel: Panel, form: str) -> bytes:
    """Return a panel as the content of a file: ``dta``, ``parquet`` or ``csv``."""
    target = BytesIO()
    if form == "dta":
        return stata_bytes(panel)
    if form == "parquet":
        panel.frame.write_parquet(target, compression="zstd")
    else:
        panel.frame.write_csv(target, float_scientific=False)
    return target.getvalue()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there.

    Raises:
        WrongArguments: there is no such folder, or it cannot be written to.
        NoSpace: the disk is full.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        if error.errno == 28:
            raise NoSpace("The disk is full.", where=path, todo="free some space") from error
        raise WrongArguments(
            f"The file cannot be written: {error.strerror}.",
            expected="a file in a folder that exists",
            where=path,
            todo="name another with -o",
        ) from error
