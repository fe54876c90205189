"""Small servers on loopback for tests of what goes out: one takes webhooks, the other e-mail."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Webhook:
    """What came in, and what is answered."""

    def __init__(self) -> None:
        self.bodies: list[Any] = []
        self.paths: list[str] = []
        self.status, self.answer, self.delay = 200, {"errcode": 0, "code": 0}, 0.0
        self.location = ""
        self.url = ""


@contextmanager
def webhook_server() -> Iterator[Webhook]:
    """Take POSTs on a free port of loopback."""
    heard = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            time.sleep(heard.delay)
            heard.paths.append(self.path)
            heard.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(heard.status)
            if heard.location:
                self.send_header("Location", heard.location)
            self.end_headers()
            self.wfile.write(json.dumps(heard.answer).encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # A client that would not wait.
    heard.url = f"http://127.0.0.1:{server.server_address[1]}"
    with _serving(server):
        yield heard


class Mailbox:
    """The letters that came in."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.port = 0


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Take e-mail on a free port of loopback, in the few words of SMTP that a client needs."""
    box = Mailbox()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def handle(self) -> None:
            self.say("220 loopback")
            while line := self.rfile.readline():
                word = line.strip().upper()
                if word.startswith(b"RCPT TO"):
                    box.recipients.append(line.decode().split("<")[1].split(">")[0])
                if word == b"DATA":
                    self.say("354 go on")
                    box.letters.append(self.letter())
                if word == b"QUIT":
                    return self.say("221 bye")
                self.say("250 ok")
            return None

        def letter(self) -> EmailMessage:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line)
            parsed = message_from_bytes(b"".join(lines), policy=policy.default)
            assert isinstance(parsed, EmailMessage)
            return parsed

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    box.port = server.server_address[1]
    with _serving(server):
        yield box


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
