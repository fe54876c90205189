"""``deploy/compose.yaml``: what it says, and all of its parts started as plain processes on loopback."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from dagster_project.instance import IN_POSTGRES, SETTINGS
from tests import postgres
from tests.composing import COMPOSE, PROGRAMS, Here, services
from tests.conftest import missing
from tests.proxying import NAME, PASSWORD, USER, Answer, ask, login, proxy
from tests.serving import DEPLOY, LOOPBACK, ROOT, free_port, started, wait_for_page
from warehouse.home import Home
from warehouse.versions import current_version

CANARY = "canary-77e0"
WAIT_MS = 60_000
OURS = ("prepare", "daemon", "webserver")


def test_only_the_proxy_is_reached_from_outside_and_the_web_server_is_read_only() -> None:
    assert [name for name, service in services().items() if "ports" in service] == ["proxy"]
    webserver = services()["webserver"]
    assert webserver["network_mode"] == "service:proxy"
    assert webserver["command"][1:3] == ["-h", "127.0.0.1"]
    assert "--read-only" in webserver["command"]
    (address,) = services()["proxy"]["ports"]
    assert address.startswith("${FAZHI_LISTEN:-127.0.0.1}:"), "shared when somebody says so, not before"


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_ours_may_do_little_and_knows_where_the_records_are(name: str) -> None:
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    asked = set(re.findall(r"env: (\w+)", IN_POSTGRES))
    assert len(asked) == 5
    assert asked <= set(service["environment"])


def test_no_secret_stands_in_the_file_and_what_was_not_tried_is_said() -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    for line in text.splitlines():
        if "PASSWORD:" in line:
            assert "${FAZHI_POSTGRES_PASSWORD:?" in line
    assert "NOT TRIED AS CONTAINERS" in text


def test_the_image_is_made_of_files_and_extras_that_there_are() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    (installed,) = re.findall(r"'\.\[([\w,]+)\]'", text)
    assert set(installed.split(",")) <= set(extras)
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE):
        for name in line.split():
            assert (ROOT / name).exists(), name
            assert f"!{name}" in ignored, name
    targets = set(re.findall(r" AS (\w+)", text))
    assert {service["build"]["target"] for service in services().values() if "build" in service} == targets


def test_the_settings_of_dagster_are_the_same_but_for_where_the_records_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dagster_project.instance import prepare_instance

    monkeypatch.setenv("FAZHI_POSTGRES_HOST", "database")
    kept = yaml.safe_load((prepare_instance(Home.at(tmp_path)) / "dagster.yaml").read_text())
    assert kept.pop("storage")["postgres"]["postgres_db"]["password"] == {"env": "FAZHI_POSTGRES_PASSWORD"}
    assert kept == yaml.safe_load(SETTINGS)


@dataclass
class Stack:
    """What runs, where, and where one comes in."""

    here: Here
    database: postgres.Server
    port: int = 0

    def question(self, query: str) -> dict[str, Any]:
        """Ask the web server through the proxy, as its page does."""
        sent = {**login(), "Content-Type": "application/json", "Origin": f"https://{NAME}:{self.port}"}
        told = ask(self.port, "POST", "/graphql", sent, json.dumps({"query": query}).encode())
        assert told.status == 200, told.body
        return dict(json.loads(told.body)["data"])


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, samples_dir: Path) -> Iterator[Stack]:
    """PostgreSQL, a night on the samples, then daemon, web server and proxy, each as the file has it."""
    if not postgres.program("initdb"):
        missing("needs a PostgreSQL server (apt-get install postgresql)")
    folder, database_port, port = tmp_path_factory.mktemp("stack"), free_port(), free_port()
    with ExitStack() as held:
        database = held.enter_context(postgres.server(database_port, CANARY))
        database.ask(f"create database {services()['postgres']['environment']['POSTGRES_DB']}")
        here = Here(folder / "home", samples_dir, database_port, CANARY)
        for line in (
            here.command("prepare"),
            [PROGRAMS / "dagster", "job", "execute", "-m", "dagster_project.definitions", "-j", "nightly"],
        ):
            with started(line, folder, folder / "log", **here.environment("prepare")) as process:
                assert process.wait(300) == 0, (folder / "log").read_text()[-3000:]
        for service in ("daemon", "webserver"):
            log = folder / service
            line, settings = here.command(service, port), here.environment(service)
            held.enter_context(started(line, folder, log, **settings))
        wait_for_page(f"http://{LOOPBACK}:{port}/server_info")
        (folder / "nginx").mkdir()
        yield Stack(here, database, held.enter_context(proxy(folder / "nginx", port)))


@pytest.mark.slow
def test_a_night_with_its_records_in_postgres_publishes_and_is_on_record_there(stack: Stack) -> None:
    home = Home(stack.here.home)
    assert current_version(home) == 1
    told = stack.question("{ runsOrError { ... on Runs { results { jobName status } } } }")
    assert told["runsOrError"]["results"] == [{"jobName": "nightly", "status": "SUCCESS"}]
    counted = ["psql", "runs", "event_logs", "asset_keys"]
    for table in counted[1:]:
        asked = [stack.database.psql, "-h", str(stack.database.socket), "-p", str(stack.database.port)]
        (n,) = subprocess.check_output(
            [*asked, "-U", "fazhi", "-d", "dagster", "-Atc", f"select count(*) from {table}"], text=True
        ).split()
        assert int(n) > 0, table
    assert not [path for path in home.dagster.rglob("*") if path.suffix in {".db", ".sqlite"}]


@pytest.mark.slow
def test_the_password_of_the_records_is_written_and_shown_nowhere(stack: Stack) -> None:
    kept = b"".join(path.read_bytes() for path in stack.here.home.rglob("*") if path.is_file())
    said = b"".join(path.read_bytes() for path in stack.here.home.parent.iterdir() if path.is_file())
    shown = json.dumps(stack.question("{ instance { info } }"))
    assert "run_monitoring" in shown, "the settings are on view"
    for told in (kept, said, shown.encode()):
        assert len(told) > 100
        assert CANARY.encode() not in told


@pytest.mark.slow
def test_the_daemon_is_alive_and_the_schedule_is_on(stack: Stack) -> None:
    import time

    asked = (
        "{ instance { daemonHealth { allDaemonStatuses { daemonType healthy required } } }"
        ' scheduleOrError(scheduleSelector: {repositoryName: "__repository__",'
        ' repositoryLocationName: "dagster_project.definitions", scheduleName: "nightly_at_two"})'
        " { ... on Schedule { scheduleState { status } executionTimezone } } }"
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        told = stack.question(asked)
        states = told["instance"]["daemonHealth"]["allDaemonStatuses"]
        if all(state["healthy"] for state in states if state["required"]):
            break
        time.sleep(1)
    assert {"SCHEDULER", "SENSOR"} <= {state["daemonType"] for state in states if state["healthy"]}, states
    assert told["scheduleOrError"] == {
        "scheduleState": {"status": "RUNNING"},
        "executionTimezone": "Asia/Shanghai",
    }


MUTATION = "mutation { setAutoMaterializePaused(paused: true) }"


@pytest.mark.slow
def test_a_mutation_by_get_stops_at_the_proxy_and_one_by_post_at_the_read_only_server(stack: Stack) -> None:
    def get() -> Answer:
        return ask(stack.port, "GET", f"/graphql?query={quote(MUTATION)}", login())

    assert get().status == 403
    sent = {**login(), "Content-Type": "application/json"}
    told = ask(stack.port, "POST", "/graphql", sent, json.dumps({"query": MUTATION}).encode())
    assert b"UnauthorizedError" in told.body
    shown = stack.question("{ permissions { permission value } }")["permissions"]
    assert shown
    assert not [entry for entry in shown if entry["value"]]


@pytest.mark.slow
@pytest.mark.browser
def test_the_interface_works_behind_the_proxy_and_hears_news_over_its_websocket(
    stack: Stack, chromium: str
) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # The name is one of this test's own: it resolves to loopback here, and everything else to nothing.
        rules = f"--host-resolver-rules=MAP {NAME} {LOOPBACK}, MAP * ~NOTFOUND"
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", rules])
        context = browser.new_context(
            ignore_https_errors=True, http_credentials={"username": USER, "password": PASSWORD}
        )
        page = context.new_page()
        refused: list[tuple[int, str]] = []
        frames: list[Any] = []
        page.on("response", lambda r: refused.append((r.status, r.url)) if r.status >= 400 else None)
        page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: frames.append(frame)))
        page.goto(f"https://{NAME}:{stack.port}/assets/fact_disputes", timeout=WAIT_MS)
        page.get_by_text("Row count").first.wait_for(timeout=WAIT_MS)
        page.wait_for_timeout(3_000)
        browser.close()
    assert refused == []
    assert any("connection_ack" in str(frame) for frame in frames), frames
