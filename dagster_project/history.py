"""Dagster's history in SQLite, written by one run over connections that are kept for as long as it lasts.

Dagster makes an engine and a connection for every event, three and a half thousand in a run: each statement
is compiled anew, each commit waits for the disk, and each closing carries SQLite's journal into its file.
Here a file has one engine, with connections that are used again. The same statements write the same rows, and
another process reads them at any time. A kill loses nothing; a power cut may lose the last events of a run
that it cuts off anyhow, since all are on disk when the run has ended.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

_STORAGES = (
    "dagster._core.storage.event_log.sqlite.sqlite_event_log",
    "dagster._core.storage.runs.sqlite.sqlite_run_storage",
    "dagster._core.storage.schedules.sqlite.sqlite_schedule_storage",
)
_MAKER = "create_engine"


@contextmanager
def kept_engines() -> Iterator[None]:
    """Let Dagster's SQLite storages of this process share one engine a file until this ends."""
    with ExitStack() as kept:
        for name in _STORAGES:
            module = importlib.import_module(name)
            if hasattr(module, _MAKER):  # A storage that makes none is left as it is: slower, and right.
                engines = _Engines(getattr(module, _MAKER))
                setattr(module, _MAKER, engines.get)
                kept.callback(setattr, module, _MAKER, engines.make)
                kept.callback(engines.close)
        yield


class _Engines:
    """The engines of one storage, one an address."""

    def __init__(self, make: Any) -> None:
        self.make = make
        self._kept: dict[str, tuple[Engine, Any]] = {}
        self._lock = threading.Lock()

    def get(self, address: str, poolclass: Any = None, **settings: Any) -> Engine:
        """Return the engine of an address, made with ``settings`` where it is asked for first.

        ``poolclass`` is what makes Dagster's connections single-use, and is left out.
        """
        del poolclass
        with self._lock:
            if address not in self._kept:
                engine = self.make(address, **settings)
                _listen(engine)
                self._kept[address] = engine, engine.dispose
                engine.dispose = _not_yet
            return self._kept[address][0]

    def close(self) -> None:
        """Carry each journal into its file, on disk, and close all connections."""
        for engine, dispose in self._kept.values():
            # Closing does it as well, but not where another process reads the file at that moment.
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
            dispose()


def _listen(engine: Engine) -> None:
    from sqlalchemy import event

    def spare_the_disk(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous = NORMAL")

    event.listen(engine, "connect", spare_the_disk)


def _not_yet() -> None:
    """Dispose of nothing: the storage does so after every use."""
