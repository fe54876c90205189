"""The libraries that read other formats than text: optional, and asked for by name where they are missing."""

from __future__ import annotations

from importlib import import_module
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
        raise Undecodable(
            kind,
            f"{kind}: reading {what} needs {_DISTRIBUTIONS[module]} ({error.name or module} is missing):"
            " install it with `.venv/bin/pip install -e '.[formats]'`, and run again",
        ) from error
