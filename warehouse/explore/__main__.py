"""The explorer's server, for one person at this machine: ``python -m warehouse.explore``.

It listens on loopback alone, answers no other host name, and tells the browser to ask nothing of anyone else.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from warehouse.errors import FazhiError, WrongArguments
from warehouse.home import Home

LOOPBACK = "127.0.0.1"
NOTEBOOK = Path(__file__).with_name("app.py")
_NAMES = frozenset({"127.0.0.1", "localhost"})
# The page's own scripts only. Its widgets make styles and functions as they go, hence the three exceptions.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:* data: blob:; worker-src 'self' blob:; "
    "frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


def at_home_only(application: Application) -> Application:
    """Return the application with strangers' names refused, and a policy on every answer."""

    async def guarded(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await application(scope, receive, send)
        elif not _is_named_so(scope):
            await _refuse(scope, send)
        else:
            await application(scope, receive, _with_headers(send))

    return guarded


def _is_named_so(scope: Message) -> bool:
    """A page of another site that has its name point here asks under that name."""
    headers = {bytes(key).lower(): bytes(value).decode("latin-1") for key, value in scope["headers"]}
    origin = headers.get(b"origin", "")
    host = headers.get(b"host", "").rsplit(":", 1)[0]
    from_here = not origin or origin.split("://")[-1].rsplit(":", 1)[0] in _NAMES
    return host in _NAMES and from_here


async def _refuse(scope: Message, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"This page is for this machine alone.\n"})


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *_HEADERS]
        await send(message)

    return sent


def make_application() -> Application:
    """Return the app as a server can run it.

    Raises:
        WrongArguments: marimo is not installed.
    """
    try:
        import altair
        import marimo
    except ImportError as error:
        raise WrongArguments(
            f"The explorer needs {error.name}, which is not installed.",
            expected="the extra `explore`",
            todo="make explore, or `.venv/bin/pip install -e '.[explore]'`",
        ) from error
    del altair  # Imported ahead, so that the first page does not wait for it.
    builder = marimo.create_asgi_app(quiet=True, include_code=False).with_app(path="", root=str(NOTEBOOK))
    application: Application = builder.build()
    return at_home_only(application)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.explore", description=__doc__)
    parser.add_argument("--home", help="warehouse home (default: $FAZHI_HOME, else ./data)")
    parser.add_argument("--port", type=int, default=2718)
    arguments = parser.parse_args(argv)
    os.environ["FAZHI_HOME"] = str(Home.at(arguments.home).root)
    try:
        application = make_application()
    except FazhiError as error:
        print(f"explore: {error}", file=sys.stderr)
        return error.exit_code
    import uvicorn

    print(f"http://{LOOPBACK}:{arguments.port}  (Ctrl-C 结束 · ends it)", flush=True)
    uvicorn.run(application, host=LOOPBACK, port=arguments.port, log_level="warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())
