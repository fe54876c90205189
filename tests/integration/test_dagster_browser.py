"""The lineage graph as a person sees it, in a headless Chromium on loopback.

``FAZHI_SCREENSHOTS=docs/images`` keeps what the browser showed.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from warehouse.registry import TABLES

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = {"127.0.0.1", "localhost"}
WAIT_MS = 60_000
SETTLE_MS = 4_000
"""The graph is laid out by a worker of the page, and says nothing when it is done."""

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def address(sample_home: Path) -> Iterator[str]:
    """The web server on the samples' home, read-only as ``make ui`` starts it."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "dagster_project.webserver",
        "--home",
        str(sample_home),
        "--port",
        str(port),
    ]
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/server_info")
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def wait_for(url: str) -> None:
    for _ in range(240):
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    pytest.fail(f"nothing answered at {url}")


@pytest.fixture
def page(chromium: str) -> Iterator[object]:
    """A page of a headless browser; at its end, no request may have left this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 8000, "height": 13000}, device_scale_factor=0.5)
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        yield opened
        browser.close()
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts <= LOOPBACK, hosts


def keep(page, name: str) -> None:  # type: ignore[no-untyped-def]
    """Keep what the browser shows, where somebody wants it."""
    if folder := os.environ.get("FAZHI_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_the_lineage_graph_shows_every_asset_materialised_with_its_checks(address: str, page) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{address}/asset-groups", timeout=WAIT_MS)
    page.get_by_text("published").first.wait_for(timeout=WAIT_MS)
    page.wait_for_timeout(SETTLE_MS)
    page.keyboard.press("Alt+e")  # the interface's own shortcut: expand all groups
    page.wait_for_timeout(SETTLE_MS)
    page.goto(page.url)  # which groups are open is in the address; a fresh page fits all of them in
    page.get_by_text("lake_document").first.wait_for(timeout=WAIT_MS)
    loaded = "count => document.body.innerText.split('Materialized').length > count"
    page.wait_for_function(loaded, arg=len(TABLES) + 2, timeout=WAIT_MS)
    page.wait_for_timeout(SETTLE_MS)
    keep(page, "lineage")
    shown = page.inner_text("body")
    for name in TABLES:
        tile = shown.split(f"\n{name}\n", 1)[-1][:200]
        assert "Materialized" in tile, name
        assert re.search(r"Asset checks\n\d+ / \d+ Passed", tile), name
    assert "Materialized" in shown.split("\npublished\nLatest event", 1)[-1][:200]


def test_an_assets_page_shows_what_it_means_its_columns_and_rows(address: str, page) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{address}/assets/fact_disputes", timeout=WAIT_MS)
    page.get_by_text("Row count").first.wait_for(timeout=WAIT_MS)
    page.wait_for_timeout(SETTLE_MS)
    keep(page, "asset")
    shown = page.inner_text("body")
    for part in (
        TABLES["fact_disputes"].meaning_zh,
        TABLES["fact_disputes"].meaning_en,
        "dispute_mediated_count",
    ):
        assert part in shown


def test_the_page_cannot_start_a_run_where_it_is_read_only(address: str) -> None:
    question = Request(
        f"{address}/graphql",
        data=json.dumps({"query": "{ permissions { permission value } }"}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(question, timeout=30) as answer:
        permissions = json.load(answer)["data"]["permissions"]
    assert permissions
    assert not [entry["permission"] for entry in permissions if entry["value"]]
