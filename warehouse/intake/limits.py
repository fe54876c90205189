"""How large a file, and what it inflates to, may be before it is refused unread."""

from __future__ import annotations

import os
from dataclasses import dataclass

from warehouse.errors import WrongArguments

SIZE_LIMIT = 20_000_000
SETTING = "FAZHI_MAX_BYTES"
_MOST = 2_000_000_000
_SHARD_FACTOR = 50


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps in bytes: a file as it lies there, and one text, whatever it was packed in."""

    file_bytes: int = SIZE_LIMIT

    @property
    def shard_bytes(self) -> int:
        """All texts of one shard together, inflated; they are read one by one."""
        return _SHARD_FACTOR * self.file_bytes


def limits_from_environment() -> Limits:
    """Return the caps that ``FAZHI_MAX_BYTES`` asks for, or the usual ones.

    Raises:
        WrongArguments: the setting is no number of bytes from 1 to two thousand million.
    """
    written = os.environ.get(SETTING, "").strip().replace("_", "")
    if not written:
        return Limits()
    if not (written.isascii() and written.isdigit() and 0 < int(written) <= _MOST):
        raise WrongArguments(
            f"{SETTING} is {written!r}.",
            expected=f"a number of bytes from 1 to {_MOST}",
            todo=f"unset {SETTING} for the usual {SIZE_LIMIT}",
        )
    return Limits(int(written))
