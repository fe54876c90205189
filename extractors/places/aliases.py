"""Names that no rule derives from the code list: legal names and usual spellings, each with its source."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "aliases.toml"


@cache
def load_aliases() -> dict[str, str]:
    """Return alias to code. A row without its name, code or source, or given twice, is an error."""
    aliases: dict[str, str] = {}
    for number, row in enumerate(tomllib.loads(_DATA.read_text(encoding="utf-8")).get("alias", []), 1):
        name, code, source = (str(row.get(key, "")) for key in ("name", "code", "source"))
        if not name or not re.fullmatch(r"\d{12}", code) or not source:
            raise ValueError(
                f"{_DATA.name}, row {number}: {row}; expected a name, a 12-digit code and a source"
            )
        if name in aliases:
            raise ValueError(f"{_DATA.name}, row {number}: {name} is there already")
        aliases[name] = code
    return aliases
