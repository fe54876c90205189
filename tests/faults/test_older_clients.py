"""A published file is read by the releases of DuckDB that people have: 1.4 and 1.5 as well as 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.driver import run_once
from tests.fake_extractor import WORDS, extract
from tests.snapshot import environment_of, other_duckdb
from warehouse.home import Home
from warehouse.versions import current_version, manifest_of, version_path

_READ = """
import json, sys
import duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
tables = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
rows = {name: len(connection.execute(f"select * from {name}").fetchall()) for name in tables}
known = connection.execute("select value from fact_as_of(timestamp '2100-01-01') order by metric").fetchall()
told = connection.execute("select count(*) from duckdb_columns() where comment like '%·%'").fetchall()[0][0]
print(json.dumps([duckdb.__version__, rows, known, told]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("version", ["1.5.6", "1.4.5"])
def test_an_older_release_reads_every_row_the_comments_and_the_macro(tmp_path: Path, version: str) -> None:
    older = other_duckdb(version, tmp_path / "duckdb")
    folder, home = tmp_path / "reports", Home.at(tmp_path / "home")
    folder.mkdir()
    head = "报告 110116108000 2024 township_government 某镇人民政府"
    text = f"{head}\nfine_amount 150 unit=元\nlegal_adviser_count 3\n{WORDS}"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    run_once(home, folder, extract)
    number = current_version(home) or 0
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(version_path(home, number))],
        cwd=tmp_path, env=environment_of(tmp_path, older), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    release, rows, known, told = json.loads(done.stdout)
    assert release == version
    assert {name: count for name, count in rows.items() if name != "_meta"} == manifest_of(home, number).rows
    assert known == [[150.0], [3.0]]
    assert told > 400
