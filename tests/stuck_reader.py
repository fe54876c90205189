"""A reader of PDF, Word and web files that does what it is told: hangs, dies, takes all memory, or reads."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from warehouse.intake.decoding import Undecodable


def read(kind: str, content: bytes | str, limit: int) -> str:
    """Do what the last word of the content says."""
    assert isinstance(content, bytes)
    word, _, argument = content.split()[-1].decode().partition("=")
    if word == "hang":
        if argument:
            Path(argument).write_text(str(os.getpid()), encoding="utf-8")
        while True:
            time.sleep(0.01)
    if word == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == "exit":
        os._exit(3)
    if word == "eat":
        return str(len(bytearray(5 << 30)))
    if word == "raise":
        raise RuntimeError("words of the text: 13800138000")
    if word == "refuse":
        raise Undecodable("scan", "scan: no text")
    if word == "process":
        return str(os.getpid())
    return f"text of {word} {kind} {limit}"
