"""``deploy/nginx/fazhi.conf`` on loopback: the file as it ships, with other ports, paths and a login."""

from __future__ import annotations

import http.client
import ssl
import subprocess
import threading
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.serving import DEPLOY, LOOPBACK, command, free_port, started, wait_for_port

NAME, USER, PASSWORD = "fazhi.example", "reader", "a-word-51c2"
CONF = DEPLOY / "nginx" / "fazhi.conf"
# The file that nginx reads on Debian, as far as ours depends on it.
_AROUND = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/fazhi.conf;
}}
"""


def settings(folder: Path, port: int, behind: int) -> Path:
    """Write the shipped file, changed only where its head says so, and one that includes it."""
    text = CONF.read_text(encoding="utf-8")
    for shipped, here, times in (
        ("listen 443 ssl", f"listen {LOOPBACK}:{port} ssl", 2),
        ("server 127.0.0.1:3000;", f"server {LOOPBACK}:{behind};", 1),
        ("/etc/fazhi/tls/", f"{folder}/", 4),
        ("auth_basic_user_file /etc/fazhi/users;", f"auth_basic_user_file {folder}/users;", 1),
    ):
        assert text.count(shipped) == times, shipped
        text = text.replace(shipped, here)
    (folder / "fazhi.conf").write_text(text, encoding="utf-8")
    make_login(folder)
    around = folder / "nginx.conf"
    around.write_text(_AROUND.format(folder=folder), encoding="utf-8")
    return around


def make_login(folder: Path) -> None:
    """Make a certificate and a login by the commands that the documentation gives."""
    openssl = command("openssl", "openssl")
    hashed = subprocess.check_output([openssl, "passwd", "-6", PASSWORD], text=True)
    (folder / "users").write_text(f"{USER}:{hashed}", encoding="utf-8")
    line = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    names = ["-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", str(folder / "fazhi.key"), "-out", str(folder / "fazhi.crt")]
    subprocess.run([openssl, *line, *names, *files], check=True, capture_output=True)


@contextmanager
def proxy(folder: Path, behind: int) -> Iterator[int]:
    """Run nginx in front of a port of loopback; give its own port."""
    nginx, port = command("nginx", "nginx"), free_port()
    conf = settings(folder, port, behind)
    # As root its workers are somebody else, who may not look into the folders of tests.
    user = ["-g", "user root;"] if Path("/proc/self").stat().st_uid == 0 else []
    line = [nginx, "-c", conf, "-p", folder, "-e", folder / "error.log", *user]
    with started(line, folder) as process:
        wait_for_port(port, process, folder / "error.log")
        yield port


@dataclass
class Behind:
    """What came through to the server behind the proxy."""

    port: int = 0
    requests: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def server_behind() -> Iterator[Behind]:
    """Answer everything with 200, a websocket with its upgrade: what is refused, nginx has refused."""
    seen = Behind()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            seen.requests.append((self.command, self.path))
            seen.headers.append({name.lower(): value for name, value in self.headers.items()})
            asked = (self.headers.get("Upgrade"), self.headers.get("Connection"))
            if asked == ("websocket", "upgrade"):
                self.send_response(101)
                self.send_header("Upgrade", "websocket")
                self.send_header("Connection", "Upgrade")
                self.end_headers()
                self.close_connection = True
                return
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def __getattr__(self, name: str) -> Any:
            """Whatever the method is called."""
            if name.startswith("do_"):
                return self.answer
            raise AttributeError(name)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    seen.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def login(user: str = USER, password: str = PASSWORD) -> dict[str, str]:
    """Return the header by which a browser logs in."""
    return {"Authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode()}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    port: int, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
) -> Answer:
    """Send one request as it stands."""
    # The certificate is the test's own; what is asked is what comes through, not who answers.
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection(LOOPBACK, port, context=trusting, timeout=30)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        named = {"Host": f"{NAME}:{port}", **headers, "Content-Length": str(len(body or b""))}
        for name, value in named.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        told = connection.getresponse()
        return Answer(told.status, told.headers, b"" if told.status == 101 else told.read())
    finally:
        connection.close()
