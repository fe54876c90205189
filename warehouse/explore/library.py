"""The published version that a page shows, and the next one as soon as it is there."""

from __future__ import annotations

from dataclasses import dataclass, field

from warehouse.home import Home
from warehouse.readers import Published, open_published


@dataclass
class Library:
    """The current version of a home, kept open. One library a page: it is not shared between threads."""

    home: Home
    _open: Published | None = field(default=None, repr=False)

    def current(self) -> Published:
        """Return the version that is current now; where another has been published, that one.

        Raises:
            WrongArguments: nothing is published yet.
            Damaged: what is published is not there.
        """
        if self._open is None or not self._is_current(self._open):
            newer = open_published(self.home)
            self.close()
            self._open = newer
        return self._open

    def version(self) -> int | None:
        """Return the number of the current version, without opening it; None where nothing is published."""
        try:
            return int(self.home.current.readlink().name[3:11])
        except (OSError, ValueError):
            return None

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _is_current(self, published: Published) -> bool:
        # One readlink, some microseconds: cheap enough for every interaction.
        return self.version() == published.version
