"""The process in which PDF, Word and web files are read: one question after another, until nobody asks.

What belongs here: answering. What does not: who asks, and how long is waited (``converting``).
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import Connection

from warehouse.intake.decoding import Undecodable
from warehouse.intake.pdf import read_pdf
from warehouse.intake.web import read_page
from warehouse.intake.word import read_word

Content = bytes | str
Reader = Callable[[str, Content, int], str]
_ADDRESS_SPACE = 4 << 30
"""Bytes of memory that one file may cost before it is given up."""


def read(kind: str, content: Content, limit: int) -> str:
    """Return the text of a pdf, docx or html file.

    Raises:
        Undecodable: there is no text to be had from it; the reason says why.
    """
    if isinstance(content, str):
        return read_page(content)
    return read_pdf(content, limit) if kind == "pdf" else read_word(content, limit)


def answer(reader: Reader, kind: str, content: Content, limit: int) -> tuple[str | None, str, str]:
    """Return a file's text; or None, what it looks like, and the reason why there is no text."""
    try:
        return reader(kind, content, limit), kind, ""
    except Undecodable as error:
        return None, error.kind, str(error)
    except MemoryError:
        return None, kind, f"{kind}: reading it took more than {_ADDRESS_SPACE} bytes of memory"
    except Exception as error:
        # The message may quote the text, so only the kind of the error is kept.
        return None, kind, f"{kind}: its reader raised {type(error).__name__}"


def serve(connection: Connection, reader: Reader) -> None:
    """Answer until the other end is closed; an alarm ends this process where a file outlasts its time."""
    while True:
        try:
            kind, content, limit, seconds = connection.recv()
        except EOFError:
            return
        # The asker waits for itself: this is for one that was killed meanwhile.
        signal.alarm(int(seconds) + 2)
        found = answer(reader, kind, content, limit)
        signal.alarm(0)
        with contextlib.suppress(BrokenPipeError):
            connection.send(found)


def main(descriptor: int, reader: str) -> None:
    """Serve on an open socket with ``module:function`` as reader."""
    # An interrupt of the terminal is for the one who asks, and closes the other end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > _ADDRESS_SPACE:
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, _, name = reader.partition(":")
    found: Reader = getattr(import_module(module), name)
    with Connection(descriptor) as connection:
        connection.send(os.getpid())
        serve(connection, found)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
