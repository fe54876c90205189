"""Questions in SQL: of the hardened reader, stopped in time, refused in the reader's language."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import duckdb
import polars as pl

from warehouse.explore.wording import Wording
from warehouse.home import Home
from warehouse.readers import open_published

MOST_SECONDS = 20.0
MOST_ROWS = 100_000
SHOWN_ROWS = 100
_KINDS: tuple[tuple[type[duckdb.Error], str], ...] = (
    (duckdb.InterruptException, "error_timeout"),
    (duckdb.OutOfMemoryException, "error_memory"),
    (duckdb.ParserException, "error_syntax"),
    (duckdb.PermissionException, "error_forbidden"),
    (duckdb.BinderException, "error_name"),
    (duckdb.CatalogException, "error_name"),
    (duckdb.ConversionException, "error_value"),
    (duckdb.OutOfRangeException, "error_value"),
)
_FORBIDDEN = ("read-only mode", "configuration has been locked", "disabled by configuration")


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that answer a question, or why there are none."""

    frame: pl.DataFrame | None
    seconds: float
    error: str = ""
    """A key of the wording."""
    engine_words: str = ""

    @property
    def is_cut(self) -> bool:
        """There are more rows than are kept."""
        return self.frame is not None and self.frame.height >= MOST_ROWS

    def told(self, say: Wording, seconds: float = MOST_SECONDS) -> str:
        """Return why there is no answer, in the reader's language."""
        return say(self.error, seconds=f"{seconds:g}")


def ask(home: Home, statement: str, version: int | None = None, seconds: float = MOST_SECONDS) -> Answer:
    """Ask a version. A reader of its own each time: what one question leaves behind, the next does not see.

    Raises:
        WrongArguments: nothing is published.
    """
    begun = time.monotonic()
    with open_published(home, version) as published:
        stop = threading.Timer(seconds, published.interrupt)
        stop.start()
        try:
            frame = published.relation(statement.strip().rstrip(";")).limit(MOST_ROWS).pl()
        except duckdb.Error as error:
            return Answer(None, time.monotonic() - begun, kind_of(error), str(error))
        finally:
            stop.cancel()
    return Answer(frame, time.monotonic() - begun)


def kind_of(error: duckdb.Error) -> str:
    """Return the key of what is said of an error of the database."""
    if any(words in str(error) for words in _FORBIDDEN):
        return "error_forbidden"
    return next((key for kind, key in _KINDS if isinstance(error, kind)), "error_other")
