"""Asking the process that reads PDF, Word and web files, and ending it where it hangs or dies.

The libraries for these formats are large, partly not in Python, and read what strangers made: a file that
hangs or crashes them costs itself alone. What belongs here: starting, waiting, ending. What does not: reading
(``worker``).
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Lock

from warehouse.intake.decoding import Undecodable
from warehouse.intake.extras import require_installed
from warehouse.intake.limits import Limits

_READER = "warehouse.intake.worker:read"
_MOST_SERVED = 500
"""Files after which the process is renewed: what a library forgets to give back goes with it."""
_TO_START = 60.0
_LIBRARIES = {
    "pdf": ("pypdfium2", "PDF files"),
    "docx": ("docx", "Word files"),
    "html": ("trafilatura", "web pages"),
}


Answer = tuple[str | None, str, str]
"""The text; or None, what the file looks like, and the reason why there is none."""


class _Ended(Exception):
    """The process is no more; the argument says what became of it."""


class Converter:
    """A process that reads one file after the other, started when first needed and again where it ended."""

    def __init__(self, reader: str = _READER, most_served: int = _MOST_SERVED) -> None:
        """Name the reader as ``module:function``; after ``most_served`` files the process is renewed."""
        self._reader, self._most_served = reader, most_served
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._served = 0

    def convert(self, kind: str, content: bytes | str, limits: Limits) -> str:
        """Return the text of a pdf, docx or html file.

        Raises:
            Undecodable: its library is missing, it holds no text, or reading it took too long or killed its
                process.
        """
        library, what = _LIBRARIES[kind]
        require_installed(library, kind, what)
        with self._lock:
            text, looks_like, reason = self._ask(kind, content, limits)
        if text is None:
            raise Undecodable(looks_like, reason)
        return text

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._lock:
            self._end()

    def _ask(self, kind: str, content: bytes | str, limits: Limits) -> Answer:
        seconds = limits.seconds(len(content))
        while True:
            is_fresh = self._renew()
            try:
                return self._answer(kind, content, limits.file_bytes, seconds)
            except TimeoutError:
                return None, kind, f"{kind}: reading it took longer than {seconds:g} seconds"
            except _Ended as ended:
                # What earlier files left behind may have been too much: a fresh one tells whose fault it is.
                if is_fresh:
                    return None, kind, f"{kind}: reading it killed its process ({ended})"

    def _renew(self) -> bool:
        """Have a process at hand; return whether it is a fresh one."""
        if self._served >= self._most_served:
            self._end()
        if self._process is None:
            self._start()
        return self._served == 0

    def _start(self) -> None:
        here, there = Pipe()
        paths = os.pathsep.join(path for path in sys.path if path)
        # -P: a file called docx.py where the command was given must not be taken for the library.
        command = [sys.executable, "-P", "-m", "warehouse.intake.worker", str(there.fileno()), self._reader]
        with there:
            self._process = subprocess.Popen(
                command,
                pass_fds=[there.fileno()],
                env={**os.environ, "PYTHONPATH": paths},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._connection, self._served = here, 0
        try:
            if not here.poll(_TO_START):
                raise EOFError
            here.recv()
        except (EOFError, OSError) as error:
            self._end()
            raise RuntimeError("the process that reads PDF, Word and web files does not start") from error

    def _answer(self, kind: str, content: bytes | str, limit: int, seconds: float) -> Answer:
        if self._connection is None:
            raise _Ended("not started")
        answer: Answer
        try:
            self._connection.send((kind, content, limit, seconds))
            if not self._connection.poll(seconds):
                raise TimeoutError
            answer = self._connection.recv()
        except TimeoutError:
            self._end()
            raise
        except (EOFError, OSError) as error:
            raise _Ended(self._end()) from error
        except BaseException:
            # An answer that nobody waited for must not be taken for that of the next file.
            self._end()
            raise
        self._served += 1
        return answer

    def _end(self) -> str:
        """End the process at once; return what became of it."""
        process, connection = self._process, self._connection
        self._process, self._connection, self._served = None, None, 0
        if connection is not None:
            connection.close()
        if process is None:
            return "not started"
        # One that is dying by itself is let die, so that its own signal is told.
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.5)
        if process.returncode is None:
            process.kill()
        code = process.wait()
        return signal.Signals(-code).name if code < 0 else f"exit status {code}"


CONVERTER = Converter()
"""The one that this process uses; it is closed when a landing folder has been read."""
atexit.register(CONVERTER.close)
