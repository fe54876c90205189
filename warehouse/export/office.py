"""The libraries that write office files: optional, and asked for by name where they are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warehouse.errors import WrongArguments

if TYPE_CHECKING:
    from types import ModuleType


def openpyxl() -> ModuleType:
    """Return the library that writes workbooks.

    Raises:
        WrongArguments: it is not installed; the message says how to install it.
    """
    try:
        import openpyxl as found
    except ImportError as error:
        raise _missing("openpyxl", ".xlsx", ".docx") from error
    return found


def docx() -> Any:
    """Return the library that writes Word documents.

    Raises:
        WrongArguments: it is not installed; the message says how to install it.
    """
    try:
        import docx as found
    except ImportError as error:
        raise _missing("python-docx", ".docx", ".xlsx") from error
    return found


def _missing(library: str, ending: str, other: str) -> WrongArguments:
    return WrongArguments(
        f"Writing {ending} needs {library}, which is not installed.",
        expected="the extra `office`",
        todo=f"`.venv/bin/pip install -e '.[office]'`, or name a {other} file",
    )
