"""The libraries that read other formats than text: optional, and asked for by name where they are missing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from warehouse.intake.decoding import Undecodable

_DISTRIBUTIONS = {"trafilatura": "trafilatura", "pypdfium2": "pypdfium2", "docx": "python-docx"}


def required(module: str, kind: str, what: str) -> Any:
    """Return a format library.

    Raises:
        Undecodable: it is not installed; the reason says how to install it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise _missing(module, kind, what, error.name or module) from error


def require_installed(module: str, kind: str, what: str) -> None:
    """Do without importing it what can be done to see whether a format library is there.

    Raises:
        Undecodable: it is not installed; the reason says how to install it.
    """
    if find_spec(module) is None:
        raise _missing(module, kind, what, module)


def _missing(module: str, kind: str, what: str, name: str) -> Undecodable:
    return Undecodable(
        kind,
        f"{kind}: reading {what} needs {_DISTRIBUTIONS[module]} ({name} is missing):"
        " install it with `.venv/bin/pip install -e '.[formats]'`, and run again",
    )
