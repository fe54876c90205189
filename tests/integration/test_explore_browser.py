"""The explorer as a person uses it, in a headless Chromium on loopback.

``FAZHI_SCREENSHOTS=docs/images .venv/bin/python -m pytest -k screenshots_of_each_page``
renews the pictures of the docs, taken of the samples.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.browsing import watched_page
from tests.driver import run_once
from warehouse.explore.choice import PAGES
from warehouse.explore.wording import load_wording
from warehouse.home import Home

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = {"127.0.0.1", "localhost"}
WAIT_MS = 60_000
SETTLE_MS = 2_500
"""Charts and tables are drawn after the page says that it is idle."""
ZH = load_wording("zh")
ONLY_2024 = """() => [...document.querySelectorAll('.fz-figures thead .fz-number')]
  .map(heading => heading.innerText).join() === '2024'"""
# In the server's own process a connection off this machine is an error, and is written down.
NO_WAY_OUT = """
import os, socket
_connect = socket.socket.connect
def connect(self, address):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "localhost", "::1"):
        open(os.environ["FAZHI_TEST_CONNECTIONS"], "a").write(f"{address}\\n")
        raise OSError("no way out")
    return _connect(self, address)
socket.socket.connect = connect
"""

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    for _ in range(240):
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    pytest.fail(f"nothing answered at {url}")


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Start the explorer on a home; at the end, nothing may have gone off loopback."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "sitecustomize.py").write_text(NO_WAY_OUT, encoding="utf-8")
    connections = folder / "connections.txt"
    started: dict[Path, tuple[str, subprocess.Popen[bytes]]] = {}

    def start(home: Path) -> str:
        if home not in started:
            port = free_port()
            settings = {
                **os.environ,
                "PYTHONPATH": str(folder),
                "FAZHI_TEST_CONNECTIONS": str(connections),
                "FAZHI_EXPLORE_LOOKS_EVERY": "1s",
            }
            command = [sys.executable, "-m", "warehouse.explore", "--home", str(home), "--port", str(port)]
            server = subprocess.Popen(command, cwd=ROOT, env=settings, start_new_session=True)
            started[home] = f"http://127.0.0.1:{port}", server
            wait_for(started[home][0])
        return started[home][0]

    yield start
    for _, server in started.values():
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)
    assert not connections.exists(), connections.read_text(encoding="utf-8")


@pytest.fixture
def page(chromium: str) -> Iterator[Any]:
    """A page of a headless browser; at its end, no request may have left this machine."""
    with watched_page(chromium, "--lang=zh-CN", viewport={"width": 1280, "height": 900}) as (opened, asked):
        yield opened
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts and hosts <= LOOPBACK, hosts


def show(page: Any, address: str, query: str, heading: str = "h1") -> None:
    page.goto(f"{address}/?lang=zh{query}", timeout=WAIT_MS)
    page.locator(heading).first.wait_for(timeout=WAIT_MS)


@pytest.fixture(scope="module")
def real_home(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> Path:
    home = Home.at(tmp_path_factory.mktemp("real") / "home")
    run_once(home, shared_dir / "reports")
    return home.root


def test_a_reader_finds_121_mediations_and_reads_the_sentence(
    page: Any, explorer: Callable[[Path], str], real_home: Path
) -> None:
    show(page, explorer(real_home), "")
    page.get_by_role("button", name=ZH("pick_places"), exact=True).click()
    page.get_by_role("option", name=re.compile("渤海镇")).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=ZH("pick_years"), exact=True).click()
    page.get_by_role("option", name="2024").click()
    page.keyboard.press("Escape")
    line = page.get_by_role("row", name=re.compile("^调解.*矛盾纠纷件数"))
    figure = line.get_by_role("button", name="121", exact=True)
    page.wait_for_function(ONLY_2024, timeout=WAIT_MS)
    figure.wait_for(timeout=WAIT_MS)
    assert "110116108000" in page.url
    figure.focus()
    page.keyboard.press("Enter")
    marked = page.locator(".fz-drawer mark")
    marked.wait_for(timeout=WAIT_MS)
    assert marked.locator(".fz-figure").inner_text() == "121"
    assert "121" in marked.inner_text() and "纠纷" in marked.inner_text()
    drawer = page.locator(".fz-drawer").inner_text()
    for told in ("2024-01-01 – 2024-12-31", ZH("basis_stated_total"), "single_value", "110116108000/2024"):
        assert told in drawer
    page.wait_for_function("document.activeElement?.closest('.fz-drawer')", timeout=WAIT_MS)
    page.keyboard.press("Escape")
    page.locator(".fz-drawer").wait_for(state="detached", timeout=WAIT_MS)


def test_a_link_opens_its_evidence_in_its_language(
    page: Any, explorer: Callable[[Path], str], real_home: Path
) -> None:
    link = "/?place=渤海镇&year=2024&metric=dispute_mediated_count&lang=en"
    page.goto(explorer(real_home) + link, timeout=WAIT_MS)
    page.get_by_role("heading", name="Evidence · Disputes mediated").wait_for(timeout=WAIT_MS)
    page.wait_for_function("document.documentElement.lang === 'en'", timeout=WAIT_MS)
    page.get_by_role("button", name="中文").click()
    page.get_by_role("heading", name=re.compile("^出处")).wait_for(timeout=WAIT_MS)
    page.wait_for_function("document.documentElement.lang === 'zh-CN'", timeout=WAIT_MS)


def test_a_question_is_answered_and_taken_away(
    page: Any, explorer: Callable[[Path], str], sample_home: Path
) -> None:
    show(page, explorer(sample_home), "&page=ask")
    page.get_by_role("button", name=ZH("ask_run")).click()
    page.get_by_role("columnheader", name="dispute_mediated_count").wait_for(timeout=WAIT_MS)
    with page.expect_download(timeout=WAIT_MS) as taken:
        page.get_by_role("link", name=ZH("download_csv")).or_(
            page.get_by_role("button", name=ZH("download_csv"))
        ).click()
    content = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert content.startswith("jurisdiction_code,year,dispute_mediated_count\n")
    assert content.count("\n") > 10
    page.locator(".cm-content").fill("select * from read_text('/etc/hostname')")
    page.get_by_role("button", name=ZH("ask_run")).click()
    page.get_by_role("alert").wait_for(timeout=WAIT_MS)
    assert ZH("error_forbidden") in page.get_by_role("alert").inner_text()


def test_a_page_outlives_a_publication(
    page: Any, explorer: Callable[[Path], str], tmp_path: Path, samples_dir: Path
) -> None:
    home = Home.at(tmp_path / "home")
    home.create()
    address = explorer(home.root)
    show(page, address, "", ".fz-empty")
    assert "make run" in page.inner_text(".fz-empty")
    reports = tmp_path / "reports"
    reports.mkdir()
    sources = sorted(path for path in samples_dir.rglob("*") if path.suffix in (".txt", ".html"))
    for source in sources[:2]:
        (reports / source.name).write_bytes(source.read_bytes())
    run_once(home, reports)
    page.get_by_text(re.compile("第 1 版")).first.wait_for(timeout=WAIT_MS)
    for source in sources[2:4]:
        (reports / source.name).write_bytes(source.read_bytes())
    run_once(home, reports)
    page.get_by_text(ZH("renewed", version=2)).wait_for(timeout=WAIT_MS)
    assert "第 2 版" in page.inner_text("header")


@pytest.mark.parametrize("width", [1280, 390], ids=["desk", "telephone"])
def test_no_page_keeps_anybody_out(
    page: Any, explorer: Callable[[Path], str], sample_home: Path, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 900})
    address = explorer(sample_home)
    linked = "&place=320581107000&year=2024&metric=dispute_mediated_count"
    for query in [*(f"&page={name}" for name in PAGES), linked]:
        show(page, address, query, ".fz-drawer" if query == linked else "h1")
        page.wait_for_timeout(SETTLE_MS)
        found = Axe().run(page).response["violations"]
        serious = [v for v in found if v["impact"] in ("serious", "critical")]
        grave = [f"{v['id']}: {v['nodes'][0]['html']}" for v in serious]
        assert not grave, (query, grave)
        wide = "document.documentElement.scrollWidth <= window.innerWidth"
        assert page.evaluate(wide), f"{query} is wider than the page"


@pytest.mark.parametrize("name", [*PAGES, "evidence"])
def test_screenshots_of_each_page_can_be_taken(
    page: Any, explorer: Callable[[Path], str], sample_home: Path, tmp_path: Path, name: str
) -> None:
    one = "&place=320581107000,510117106000"
    query = {
        "evidence": "&place=320581107000&year=2024&metric=dispute_mediated_count",
        "trend": f"{one}&metric=dispute_mediated_success_count&metric=inspection_count&page=trend",
        "figures": f"{one}&page=figures",
    }.get(name, f"&page={name}")
    show(page, explorer(sample_home), query)
    page.wait_for_timeout(SETTLE_MS)
    if name == "ask":
        page.get_by_role("button", name=ZH("ask_run")).click()
        page.get_by_role("columnheader", name="dispute_mediated_count").wait_for(timeout=WAIT_MS)
    folder = Path(os.environ.get("FAZHI_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"explore-{name}.png"
    page.screenshot(path=str(target))
    assert target.stat().st_size > 10_000
