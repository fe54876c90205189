"""The lineage graph as a person sees it, in a headless Chromium on loopback.

``FAZHI_SCREENSHOTS=docs/images`` keeps what the browser showed.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.browsing import watched_page
from tests.serving import free_port, started, wait_for_page
from tests.snapshot import environment_of, take_snapshot
from warehouse import query
from warehouse.audit import all_checks
from warehouse.home import Home
from warehouse.registry import TABLES
from warehouse.versions import current_version

LOOPBACK = {"127.0.0.1", "localhost"}
WINDOW = {"width": 1600, "height": 1200}
WAIT_MS = 180_000
RUN_MS = 400_000
SETTLE_MS = 4_000
"""The graph is laid out by a worker of the page, and says nothing when it is done."""

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def web_server(home: Path, port: int, *options: str) -> list[str]:
    """The command behind ``make ui``."""
    line = [sys.executable, "-m", "dagster_project.webserver", "--home", str(home), "--port", str(port)]
    return [*line, *options]


@pytest.fixture(scope="module")
def address(sample_home: Path) -> Iterator[str]:
    """The web server on the samples' home, read-only as ``make ui`` starts it."""
    port = free_port()
    with started(web_server(sample_home, port)):
        wait_for_page(f"http://127.0.0.1:{port}/server_info")
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page(chromium: str) -> Iterator[object]:
    """A page of a headless browser; at its end, no request may have left this machine."""
    large = {"width": 8000, "height": 13000}
    with watched_page(chromium, viewport=large, device_scale_factor=0.5) as (opened, asked):
        yield opened
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert {urlsplit(url).scheme for url in asked} >= {"http", "ws"}
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


def test_an_assets_page_shows_its_checks_and_what_each_found(address: str, page) -> None:  # type: ignore[no-untyped-def]
    page.set_viewport_size(WINDOW)
    page.goto(f"{address}/assets/fact_disputes?view=checks&checkDetail=key_is_unique", timeout=WAIT_MS)
    page.get_by_text("Latest execution").first.wait_for(timeout=WAIT_MS)
    page.get_by_text("Passed").first.wait_for(timeout=WAIT_MS)
    keep(page, "checks")
    shown = page.inner_text("body")
    names = [check.name for check in all_checks() if check.table == "fact_disputes"]
    assert len(names) > 2
    for name in names:
        assert re.search(rf"\n{name}\n+Succeeded", shown), name
    assert "blocking asset check" in shown


def test_the_schedule_is_on_and_says_when_it_fires_next(address: str, page) -> None:  # type: ignore[no-untyped-def]
    page.set_viewport_size(WINDOW)
    page.goto(f"{address}/locations/fazhi/schedules/nightly_at_two", timeout=WAIT_MS)
    page.get_by_text("Asia/Shanghai").first.wait_for(timeout=WAIT_MS)
    keep(page, "schedule")
    shown = page.inner_text("body")
    assert re.search(r"Next tick\s+\w+ \d+, 2:00:00 AM GMT\+8", shown)
    assert "\nRunning\n" in shown
    assert "nightly" in shown


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


@pytest.fixture
def changed_rules(tmp_path: Path) -> Path:
    """A copy of the project whose extractor is another one: what it reads is the same, its name is not."""
    snapshot = take_snapshot(tmp_path)
    with (snapshot / "extractors" / "extract.py").open("a", encoding="utf-8") as source:
        source.write("# another rule\n")
    return snapshot


def test_a_backfill_of_one_year_is_started_in_the_browser_and_publishes(
    own_home: Path,
    changed_rules: Path,
    page,  # type: ignore[no-untyped-def]
) -> None:
    home, port = Home(own_home), free_port()
    year = str(query(home, "select max(report_year) from report").item())
    found = {**environment_of(changed_rules), "FAZHI_HOME": str(own_home), "FAZHI_SCHEDULE": "stopped"}
    found["DAGSTER_HOME"] = str(home.dagster)
    daemon = [Path(sys.executable).parent / "dagster-daemon", "run", "-m", "dagster_project.definitions"]
    line = web_server(own_home, port, "--writable")
    with started(line, changed_rules, **found), started(daemon, changed_rules, **found):
        wait_for_page(f"http://127.0.0.1:{port}/server_info")
        job = f"http://127.0.0.1:{port}/locations/dagster_project.definitions/jobs/report_year"
        launch_year(page, job, year)
        page.goto(f"{job}/runs", timeout=WAIT_MS)
        ended = page.get_by_text(re.compile("^(Success|Failure|Failed)$")).first
        ended.wait_for(timeout=RUN_MS)
        keep(page, "backfill")
        assert ended.inner_text() == "Success"
    assert current_version(home) == 2
    (before,) = query(home, "select distinct extractor_version from report", version=1).to_series()
    another = "select distinct report_year::varchar from report where extractor_version <> ?"
    assert query(home, another, parameters=[before]).to_series().to_list() == [year]


def launch_year(page, job: str, year: str) -> None:  # type: ignore[no-untyped-def]
    """Choose one report year on the page of the job, and launch."""
    page.set_viewport_size(WINDOW)
    page.goto(f"{job}/partitions", timeout=WAIT_MS)
    page.get_by_role("button", name="Materialize…").first.click(timeout=WAIT_MS)
    page.get_by_text("Select a partition or create one").first.click(timeout=WAIT_MS)
    page.get_by_text(re.compile(r"Select all \(")).wait_for(timeout=WAIT_MS)  # The list is there, and hears.
    page.keyboard.type(year, delay=60)
    page.get_by_text("Select all (1)").click(timeout=WAIT_MS)
    page.get_by_text("Launch runs to materialize").click(timeout=WAIT_MS)
    keep(page, "backfill-dialog")
    page.get_by_role("button", name="Launch 1 run").click(timeout=WAIT_MS)
    page.get_by_text("Launch runs to materialize").wait_for(state="detached", timeout=WAIT_MS)
