"""How large a file, and what it inflates to, may be before it is refused; how long reading it may take."""

from __future__ import annotations

import os
from dataclasses import dataclass

from warehouse.errors import WrongArguments

SIZE_LIMIT = 20_000_000
SETTING = "FAZHI_MAX_BYTES"
TIME_LIMIT = 60
TIME_SETTING = "FAZHI_MAX_SECONDS"
_MOST = 2_000_000_000
_LONGEST = 3600
_SHARD_FACTOR = 50
_SECONDS_A_MEGABYTE = 10.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps in bytes: a file as it lies there, and one text, whatever it was packed in; and in seconds."""

    file_bytes: int = SIZE_LIMIT
    longest_seconds: float = TIME_LIMIT
    """What a PDF, Word or web file may take at most, however large it is."""

    @property
    def shard_bytes(self) -> int:
        """All texts of one shard together, inflated; they are read one by one."""
        return _SHARD_FACTOR * self.file_bytes

    def seconds(self, size: int) -> float:
        """Return how long reading a PDF, Word or web file of so many bytes may take."""
        return min(self.longest_seconds, _SECONDS_A_MEGABYTE * max(1.0, size / 1_000_000))


def limits_from_environment() -> Limits:
    """Return the caps that ``FAZHI_MAX_BYTES`` and ``FAZHI_MAX_SECONDS`` ask for, or the usual ones.

    Raises:
        WrongArguments: a setting is no whole number in its range.
    """
    return Limits(
        _whole(SETTING, SIZE_LIMIT, _MOST, "bytes"), _whole(TIME_SETTING, TIME_LIMIT, _LONGEST, "seconds")
    )


def _whole(setting: str, usual: int, most: int, of_what: str) -> int:
    written = os.environ.get(setting, "").strip().replace("_", "")
    if not written:
        return usual
    if not (written.isascii() and written.isdigit() and 0 < int(written) <= most):
        raise WrongArguments(
            f"{setting} is {written!r}.",
            expected=f"a number of {of_what} from 1 to {most}",
            todo=f"unset {setting} for the usual {usual}",
        )
    return int(written)
