"""docs/operations.md beside the program: its exit codes, the messages that it quotes, where it points to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dagster_project.cli import EXIT_CODES
from dagster_project.commands.check import FOUND
from dagster_project.messages import _IN_CHINESE
from tests.conftest import ROOT
from warehouse.errors import FazhiError

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SOURCES = [
    path.read_text(encoding="utf-8")
    for folder in ("warehouse", "dagster_project")
    for ending in ("*.py", "*.toml")
    for path in sorted((ROOT / folder).rglob(ending))
]
OF_THE_SYSTEM = {"Permission denied"}


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def raised(kind: type[FazhiError] = FazhiError) -> Iterator[type[FazhiError]]:
    """Every kind of error, the kinds of kinds among them."""
    yield kind
    for narrower in kind.__subclasses__():
        yield from raised(narrower)


CODES = {int(code): cells for code, *cells in rows("退出码 · Exit codes")}


def test_the_table_has_each_exit_code_of_the_program_and_no_other() -> None:
    assert set(CODES) == {kind.exit_code for kind in raised()} | {0, FOUND}
    assert set(CODES) == {int(code) for code in re.findall(r"(?:^|\s\s)(\d+)  ", EXIT_CODES)}


@pytest.mark.parametrize("code", sorted(_IN_CHINESE))
def test_the_table_says_of_a_code_what_the_program_says(code: int) -> None:
    assert CODES[code][0].split(" · ")[0] == _IN_CHINESE[code]


QUOTED = [
    quoted
    for seen, *_ in rows("凌晨三点 · At 03:00")
    for quoted in re.findall(r"`([^`]+)`", seen)
    if quoted not in OF_THE_SYSTEM
]


@pytest.mark.parametrize("quoted", QUOTED)
def test_a_message_that_the_page_quotes_is_one_that_the_program_has(quoted: str) -> None:
    assert any(quoted in source for source in SOURCES)


def test_there_are_messages_to_look_for() -> None:
    assert len(QUOTED) > 12


def test_every_fazhi_command_that_the_page_names_exists() -> None:
    from dagster_project.cli import COMMANDS

    known = {name for name, _, _ in COMMANDS}
    named = set(re.findall(r"fazhi ([a-z]+(?:-[a-z]+)*)(?=[ `:;,.\n])", PAGE)) - {"command"}
    assert {"run", "verify", "rollback", "ddl", "doctor"} <= named
    assert named <= known


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)]+)\)", PAGE))))
def test_what_the_page_points_to_is_there(target: str) -> None:
    name, _, anchor = target.partition("#")
    page = ROOT / "docs" / (name or "operations.md")
    assert page.is_file()
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert not anchor or anchor in anchors | set(re.findall(r'<a id="([^"]+)">', text))
