"""The statements of ``sql/``: found by their path, filled in where they have places for generated text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "sql"


def read_statement(path: str, parameters: Mapping[str, str] | None = None) -> str:
    """Return a statement; ``/* name */`` in it gives way to ``, `` and the generated text of that name."""
    text = (FOLDER / path).read_text(encoding="utf-8")
    for name, generated in (parameters or {}).items():
        place = f"/* {name} */"
        if place not in text:
            raise ValueError(f"{path} has no place {place}")
        text = text.replace(place, f", {generated.lstrip()}" if generated.strip() else "")
    return text
