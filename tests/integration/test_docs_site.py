"""The documentation as a site: built without a network, whole, and asking nothing of any other machine."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from extractors.catalogue import load_catalogue
from warehouse.export.metric_pages import metric_page, pages
from warehouse.registry.metrics import load_metrics

ROOT = Path(__file__).resolve().parents[2]
LOADED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}
# In the process that builds, whoever asks another machine is refused.
NO_WAY_OUT = """
import socket
def refuse(*_, **__):
    raise OSError("no way out")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
"""


class Links(HTMLParser):
    """What a page loads, where it leads, and which anchors it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.anchors.add(told.get("id") or "")
        if tag == "link" and told.get("rel") in ("canonical", "alternate"):
            return
        if (loaded := told.get(LOADED.get(tag, ""))) is not None:
            self.loads.append(loaded)
        if tag == "a" and told.get("href"):
            self.leads.append(told["href"] or "")


def test_each_metric_has_a_page_in_both_languages_with_its_wording() -> None:
    made = pages()
    assert len(made) == 2 * len(load_metrics()) + 2
    for metric in load_catalogue().metrics.values():
        for name in (f"{metric.key}.md", f"{metric.key}.zh.md"):
            page = made[name]
            assert metric.name_zh in page and metric.name_en in page and metric.key in page
            assert all(clause in page for clause, _ in metric.examples), name


def test_a_metric_without_labels_is_said_to_be_unmeasured() -> None:
    metric = load_metrics()[0]
    assert "not measured" in metric_page(metric, "en", {})
    assert "not measured" not in pages()["dispute_mediated_count.md"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly and off line."""
    pytest.importorskip("mkdocs_static_i18n")
    folder = tmp_path_factory.mktemp("site")
    (folder / "off").mkdir()
    (folder / "off" / "sitecustomize.py").write_text(NO_WAY_OUT, encoding="utf-8")
    settings = {**os.environ, "PYTHONPATH": f"{folder / 'off'}:{ROOT}"}
    command = [sys.executable, "docs/build.py", str(folder / "built")]
    ended = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return folder / "built"


@pytest.fixture(scope="module")
def read(site: Path) -> dict[Path, Links]:
    """Every page of the site by its path."""
    return {page: Links(page.read_text(encoding="utf-8")) for page in site.rglob("*.html")}


@pytest.mark.slow
def test_no_link_of_the_site_is_dead(site: Path, read: dict[Path, Links]) -> None:
    dead = []
    for page, links in read.items():
        for link in [*links.leads, *links.loads]:
            parts = urlsplit(link)
            if parts.scheme or page.name == "404.html":
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            if not target.exists() or (anchor and target in read and anchor not in read[target].anchors):
                dead.append(f"{page.relative_to(site)}: {link}")
    assert len(read) > 2 * len(load_metrics()) and not dead, dead[:20]


@pytest.mark.slow
def test_no_page_of_the_site_loads_anything_from_elsewhere(read: dict[Path, Links]) -> None:
    loaded = {link for links in read.values() for link in links.loads}
    assert loaded and not [link for link in loaded if urlsplit(link).netloc]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The site on a free port of loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.browser
def test_the_site_is_searched_in_both_languages_and_asks_nobody_else(address: str, chromium: str) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("request", lambda request: asked.append(request.url))
        for start, word, heading in (
            ("index.html", "mediated", "mediated"),
            ("zh/index.html", "调解", "调解"),
        ):
            page.goto(f"{address}/{start}")
            page.locator(".md-search__input").fill(word)
            found = page.locator(".md-search-result__item").first
            found.wait_for(timeout=60_000)
            assert heading in found.inner_text()
        for name in ("zh/index.html", "metrics/dispute_mediated_count.html", "exploring.html"):
            page.goto(f"{address}/{name}")
            violations = Axe().run(page).response["violations"]
            grave = [v for v in violations if v["impact"] in ("serious", "critical")]
            assert not grave, (name, [f"{v['id']}: {v['nodes'][0]['html']}" for v in grave])
        browser.close()
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
