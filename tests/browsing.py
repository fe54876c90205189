"""A page of a headless browser, and all that it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def watched_page(chromium: str, *flags: str, **settings: Any) -> Iterator[tuple[Any, list[str]]]:
    """Open a page with Playwright's settings; the list holds each address that it asks for, sockets too."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", *flags])
        page = browser.new_page(**settings)
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        yield page, asked
        browser.close()
