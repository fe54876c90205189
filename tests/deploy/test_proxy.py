"""The proxy in front of the web server: what it lets through, and each thing that it refuses."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.proxying import Behind, ask, login, proxy, server_behind, settings
from tests.serving import command

JSON = {"Content-Type": "application/json"}
MUTATION = b'{"query": "mutation { stopRunningSchedule(id: \\"x\\") { __typename } }"}'
IN_ADDRESS = "/graphql?query=" + quote('mutation { freeConcurrencySlots(runId: "x") }')
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Protocol": "graphql-ws",
}


@pytest.fixture(scope="module")
def behind() -> Iterator[Behind]:
    with server_behind() as seen:
        yield seen


@pytest.fixture(scope="module")
def port(behind: Behind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with proxy(tmp_path_factory.mktemp("nginx"), behind.port) as opened:
        yield opened


def test_nginx_takes_the_file_as_it_ships(tmp_path: Path) -> None:
    conf = settings(tmp_path, 8443, 3000)
    line = [command("nginx", "nginx"), "-t", "-q", "-c", str(conf), "-p", str(tmp_path)]
    done = subprocess.run([*line, "-e", "stderr"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("GET", "/", {}, None),
        ("HEAD", "/", {}, None),
        ("GET", "/asset-groups?open=1", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, None),
        ("GET", "/_next/static/a.js", {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors"}, None),
        ("POST", "/graphql", {**JSON, "Origin": "own"}, b"{}"),
        ("POST", "/graphql", JSON, b"{}"),
        ("POST", "/graphql?op=AssetRecordsQuery", {**JSON, "Origin": "own"}, b"{}"),
        ("POST", "/graphql", {"Content-Type": "application/json; charset=utf-8", "Origin": "own"}, b"{}"),
    ],
)
def test_what_the_interface_asks_for_passes(
    method: str, path: str, headers: dict[str, str], body: bytes | None, port: int, behind: Behind
) -> None:
    assert _ask(port, method, path, headers, body) == 200
    assert behind.requests[-1] == (method, path)
    assert behind.headers[-1]["host"] == "fazhi.example"
    assert "authorization" not in behind.headers[-1], "the login stays at the door"


@pytest.mark.slow
def test_a_websocket_of_the_interface_is_passed_on(port: int, behind: Behind) -> None:
    assert _ask(port, "GET", "/graphql", {**UPGRADE, "Origin": "own"}) == 101
    assert behind.headers[-1]["sec-websocket-protocol"] == "graphql-ws"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": ""}, 401),
        (login(password="another"), 401),
        (login(user="nobody"), 401),
        (login(password=""), 401),
        ({"Authorization": "Bearer x"}, 401),
    ],
)
@pytest.mark.parametrize("path", ["/", "/graphql", "/server_info", "/download_debug/x", "/logs/x"])
def test_nobody_comes_in_without_a_login(
    headers: dict[str, str], status: int, path: str, port: int, behind: Behind
) -> None:
    method, body = ("POST", b"{}") if path == "/graphql" else ("GET", None)
    _refused(port, behind, status, method, path, {**JSON, **headers}, body)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("why", "status", "method", "path", "headers", "body"),
    [
        ("another name", 403, "GET", "/", {"Host": "evil.example"}, None),
        ("an address for a name", 403, "GET", "/", {"Host": "127.0.0.1"}, None),
        ("a longer name", 403, "GET", "/", {"Host": "fazhi.example.evil.example"}, None),
        ("another name, asking", 403, "POST", "/graphql", {**JSON, "Host": "evil.example"}, MUTATION),
        ("another origin", 403, "POST", "/graphql", {**JSON, "Origin": "https://evil.example"}, MUTATION),
        ("no secure origin", 403, "POST", "/graphql", {**JSON, "Origin": "plain"}, MUTATION),
        ("another port's origin", 403, "POST", "/graphql", {**JSON, "Origin": "port"}, MUTATION),
        ("an origin that begins like ours", 403, "POST", "/graphql", {**JSON, "Origin": "longer"}, MUTATION),
        ("an origin that hides", 403, "POST", "/graphql", {**JSON, "Origin": "null"}, MUTATION),
        ("another origin's page", 403, "GET", "/", {"Origin": "https://evil.example"}, None),
        (
            "a sister site's page",
            403,
            "GET",
            "/",
            {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
            None,
        ),
        (
            "a picture of another site",
            403,
            "GET",
            "/x",
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
            None,
        ),
        ("a mutation by GET", 403, "GET", IN_ADDRESS, {}, None),
        ("a mutation by GET from our own page", 403, "GET", IN_ADDRESS, {"Origin": "own"}, None),
        ("a mutation by HEAD", 403, "HEAD", IN_ADDRESS, {}, None),
        ("a question by GET", 403, "GET", "/graphql?query=%7Bversion%7D", {}, None),
        ("the playground", 403, "GET", "/graphql", {"Accept": "text/html"}, None),
        ("other letters for the path", 403, "GET", IN_ADDRESS.replace("graphql", "%67raphql"), {}, None),
        ("two strokes before the path", 403, "GET", "/" + IN_ADDRESS, {}, None),
        ("a way round to the path", 403, "GET", "/x/.." + IN_ADDRESS, {}, None),
        ("the path in capitals", 403, "GET", IN_ADDRESS.replace("graphql", "GraphQL"), {}, None),
        ("a stroke after the path", 403, "GET", IN_ADDRESS.replace("graphql", "graphql/"), {}, None),
        ("a mutation in the address of a POST", 403, "POST", IN_ADDRESS, JSON, b"{}"),
        ("a mutation beside a name", 403, "POST", IN_ADDRESS + "&op=Name", JSON, b"{}"),
        ("a mutation behind a name", 403, "POST", IN_ADDRESS.replace("?", "?op=Name&"), JSON, b"{}"),
        ("a named question by GET", 403, "GET", "/graphql?op=Name", {}, None),
        ("a named websocket", 403, "GET", "/graphql?op=Name", {**UPGRADE}, None),
        ("a mutation in the address of a websocket", 403, "GET", IN_ADDRESS, {**UPGRADE}, None),
        (
            "a websocket of another origin",
            403,
            "GET",
            "/graphql",
            {**UPGRADE, "Origin": "https://evil.example"},
            None,
        ),
        ("another protocol", 403, "GET", "/graphql", {"Connection": "Upgrade", "Upgrade": "h2c"}, None),
        ("text", 415, "POST", "/graphql", {"Content-Type": "text/plain"}, MUTATION),
        ("JSON as text", 415, "POST", "/graphql", {"Content-Type": "text/html,application/json"}, MUTATION),
        ("nearly JSON", 415, "POST", "/graphql", {"Content-Type": "application/jsonp"}, MUTATION),
        ("a form", 415, "POST", "/graphql", {"Content-Type": "application/x-www-form-urlencoded"}, MUTATION),
        ("a form of parts", 415, "POST", "/graphql", {"Content-Type": "multipart/form-data"}, MUTATION),
        ("a bare question", 415, "POST", "/graphql", {"Content-Type": "application/graphql"}, MUTATION),
        ("a body without a kind", 415, "POST", "/graphql", {}, MUTATION),
        ("a record from outside", 403, "POST", "/report_asset_materialization/fact_disputes", JSON, b"{}"),
        ("a check from outside", 403, "POST", "/report_asset_check/fact_disputes?passed=true", {}, b""),
        ("an observation from outside", 403, "POST", "/report_asset_observation/report", JSON, b"{}"),
        ("POST to a page", 405, "POST", "/asset-groups", JSON, b"{}"),
        ("PUT", 405, "PUT", "/", {}, b"x"),
        ("DELETE", 403, "DELETE", "/graphql", {}, None),
        ("OPTIONS", 403, "OPTIONS", "/graphql", {}, None),
    ],
)  # fmt: skip
def test_with_a_login_this_is_refused_all_the_same(
    why: str,
    status: int,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes | None,
    port: int,
    behind: Behind,
) -> None:
    _refused(port, behind, status, method, path, headers, body)


@pytest.mark.slow
def test_a_page_cannot_be_put_into_a_frame_and_the_server_does_not_tell_its_version(port: int) -> None:
    told = ask(port, "GET", "/", login()).headers
    assert told["X-Frame-Options"] == "DENY"
    assert told["Server"] == "nginx"


def _ask(port: int, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> int:
    origins = {
        "own": f"https://fazhi.example:{port}",
        "plain": f"http://fazhi.example:{port}",
        "port": f"https://fazhi.example:{port + 1}",
        "longer": f"https://fazhi.example:{port}.evil.example",
    }
    sent = {**login(), **headers}
    if "Origin" in sent:
        sent["Origin"] = origins.get(sent["Origin"], sent["Origin"])
    return ask(port, method, path, sent, body).status


def _refused(
    port: int,
    behind: Behind,
    status: int,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes | None,
) -> None:
    before = len(behind.requests)
    assert _ask(port, method, path, headers, body) == status
    assert len(behind.requests) == before, "and nothing of it reaches the web server"
