"""``fazhi export``: every published table as Parquet and CSV, with dictionary, provenance and checksums."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from rich.text import Text

from dagster_project.messages import console, labelled
from dagster_project.summary import shown
from warehouse.export.folder import SUMS, export
from warehouse.home import Home


def main(home: Home, arguments: argparse.Namespace) -> int:
    """Write the folder and say how to look into it."""
    done = export(home, Path(arguments.folder), arguments.version)
    folder = shlex.quote(shown(done.folder))
    out = console()
    out.print(
        labelled(
            [
                ("导出 · exported", shown(done.folder)),
                ("版本 · version", done.version),
                ("sha256", f"{done.sha256} (current.duckdb)"),
                ("表 · tables", f"{len(done.rows)}, {sum(done.rows.values())} rows 行"),
                ("大小 · size", f"{done.size_bytes / 1e6:.1f} MB"),
            ]
        )
    )
    out.print(Text("\n核对与使用 · to verify and to use", style="bold"))
    out.print(f"  cd {folder} && sha256sum --quiet -c {SUMS}")
    out.print(f"  frictionless validate {folder}/datapackage.json")
    out.print(f"""  duckdb -c "from '{shown(done.folder)}/parquet/fact_metric.parquet' limit 5" """.rstrip())
    return 0
