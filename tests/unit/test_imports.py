"""The import table of the project, held over the syntax tree: who may know whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STDLIB = frozenset(sys.stdlib_module_names)

ALLOWED: dict[str, frozenset[str]] = {
    "extractors": frozenset({"extractors", "regex"}),
    "warehouse": frozenset({"warehouse", "extractors", "duckdb", "polars", "pyarrow"}),
    "dagster_project": frozenset({"dagster_project", "warehouse", "extractors", "dagster", "rich"}),
}
"""What a file of a package may import besides the standard library."""

ALSO: dict[str, frozenset[str]] = {
    "extractors/batch.py": frozenset({"pyarrow"}),
    "extractors/reference/build_hosts.py": frozenset({"pypinyin", "pypinyin_dict"}),
    "warehouse/intake": frozenset({"trafilatura", "pypdfium2", "docx"}),
    "warehouse/quality": frozenset({"great_expectations", "pandas"}),
    "warehouse/engines": frozenset({"pyspark", "dagster_pipes"}),
    "warehouse/drafts": frozenset({"docx"}),
    "warehouse/export": frozenset({"pandas", "openpyxl", "docx"}),
    "warehouse/explore": frozenset({"marimo", "altair", "uvicorn", "openpyxl"}),
    "warehouse/readers.py": frozenset({"pandas"}),
    "dagster_project/history.py": frozenset({"sqlalchemy"}),
}
"""What single files may import on top: inside a function or for types only, ``AT_THE_TOP`` apart."""

# A notebook of marimo's is a module that makes its app at the top; expectations extend the library's classes.
AT_THE_TOP = frozenset({"extractors/batch.py", "warehouse/explore/app.py", "warehouse/quality/cells.py"})

EVERY_FILE = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ALLOWED
    for path in (ROOT / package).rglob("*.py")
    if "__pycache__" not in path.parts
)


def imported(tree: ast.AST, package: str) -> Iterator[tuple[str, int, bool]]:
    """Each import of a syntax tree: top-level name, line, and whether it stands inside a function."""
    lazy = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
    } | _typing_only(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0], node.lineno, id(node) in lazy
        elif isinstance(node, ast.ImportFrom):
            name = package if node.level else (node.module or "").split(".")[0]
            yield name, node.lineno, id(node) in lazy


def _typing_only(tree: ast.AST) -> set[int]:
    """Nodes under ``if TYPE_CHECKING:``, which no run executes."""
    blocks = (
        node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
    )
    return {id(inner) for block in blocks for statement in block.body for inner in ast.walk(statement)}


def violations(relative: str, source: str) -> list[str]:
    """The imports of one file that the table does not allow."""
    package = relative.split("/", 1)[0]
    extra = next((names for prefix, names in ALSO.items() if relative.startswith(prefix)), frozenset())
    found = []
    for name, line, lazy in imported(ast.parse(source), package):
        if name in STDLIB or name in ALLOWED[package]:
            continue
        if name in extra and (lazy or relative in AT_THE_TOP):
            continue
        where = "only inside a function" if name in extra else "not at all"
        found.append(f"{relative}:{line} imports {name}, which it may do {where}")
    return found


@pytest.mark.parametrize("relative", EVERY_FILE)
def test_a_file_imports_only_what_its_package_may_know(relative: str) -> None:
    assert violations(relative, (ROOT / relative).read_text(encoding="utf-8")) == []


def test_great_expectations_is_imported_by_nothing_before_a_suite_is_evaluated() -> None:
    command = (
        "import sys, dagster_project.session, warehouse.quality.engine, warehouse.publish;"
        " print({'great_expectations', 'pandas', 'dagster'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == b"set()\n"


def test_each_package_of_the_table_has_files_to_look_at() -> None:
    for package in ALLOWED:
        assert any(name.startswith(f"{package}/") for name in EVERY_FILE), f"no file of {package}/ was read"


@pytest.mark.parametrize(
    ("relative", "source", "expected"),
    [
        ("extractors/head.py", "import polars", 1),
        ("extractors/head.py", "from warehouse import home", 1),
        ("extractors/head.py", "def f():\n    import duckdb", 1),
        ("extractors/head.py", "from . import records\nimport regex\nimport json", 0),
        ("extractors/batch.py", "import pyarrow", 0),
        ("warehouse/explore/charts.py", "import altair", 1),
        ("warehouse/explore/app.py", "import marimo", 0),
        ("warehouse/steps.py", "import dagster", 1),
        ("warehouse/steps.py", "def f():\n    import pandas", 1),
        ("warehouse/quality/suite.py", "import great_expectations", 1),
        ("warehouse/quality/suite.py", "def f():\n    import great_expectations as gx\n    import pandas", 0),
        ("dagster_project/cli.py", "import pandas", 1),
    ],
)
def test_the_table_itself_notices_a_forbidden_import(relative: str, source: str, expected: int) -> None:
    assert len(violations(relative, source)) == expected
