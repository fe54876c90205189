"""What a run of the benchmark found, as JSON, and whether it is worse than what was committed.

What belongs here: the record, its file, the comparison. What does not: measuring, tables.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.benchmarks.corpora import ROOT, Corpus
from tests.benchmarks.timing import Timing

RESULTS = ROOT / "docs" / "benchmarks.json"
SCAN, WHOLE, STAGE, PEER = "bare scan", "extraction", "stage", "peer"
TOLERANCE = 1.25
"""A ratio that grows by more than this factor is a step back."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``timing`` is None where ``note`` says why it could not be timed."""

    corpus: str
    kind: str
    name: str
    version: str
    timing: Timing | None
    note: str = ""


def machine() -> dict[str, str]:
    """Return what the figures depend on besides the code; nothing that names the machine."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "regex": _version("regex"),
        "fazhi-warehouse": _version("fazhi-warehouse"),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def as_json(rows: Iterable[Row], corpora: Iterable[Corpus]) -> str:
    """Return the run as JSON text, figures to four digits."""
    sizes = {
        c.name: {"documents": len(c.texts), "characters": c.characters, "megabytes": round(c.megabytes, 4)}
        for c in corpora
    }
    records = [_rounded(asdict(row)) for row in rows]
    found = {"command": "make bench", "machine": machine(), "corpora": sizes, "rows": records}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _rounded(record: dict[str, Any]) -> dict[str, Any]:
    timing = record["timing"]
    if timing is not None:
        record["timing"] = {k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in timing.items()}
    return record


def committed(path: Path = RESULTS) -> dict[str, float]:
    """Return the committed ratio of the whole extraction by corpus; empty where none is.

    The version that git holds counts, so that repeated runs cannot creep away from it.
    """
    git = shutil.which("git")
    if git:
        command = [git, "show", f"HEAD:./{path.name}"]
        shown = subprocess.run(command, cwd=path.parent, capture_output=True, check=False)
        if shown.returncode == 0:
            return ratios(shown.stdout.decode())
    return ratios(path.read_text(encoding="utf-8")) if path.is_file() else {}


def ratios(text: str) -> dict[str, float]:
    """Return the ratio of the whole extraction by corpus out of a run's JSON."""
    rows = json.loads(text)["rows"]
    return {row["corpus"]: row["timing"]["ratio"] for row in rows if row["kind"] == WHOLE and row["timing"]}


def steps_back(rows: Iterable[Row], before: dict[str, float]) -> list[str]:
    """Return a sentence for each corpus on which the extraction has become slower by a quarter."""
    found = []
    for row in rows:
        known = before.get(row.corpus)
        if row.kind == WHOLE and row.timing and known and row.timing.ratio > known * TOLERANCE:
            found.append(
                f"{row.corpus}: an extraction takes {row.timing.ratio:.1f} times the bare scan; committed "
                f"are {known:.1f}, and at most {known * TOLERANCE:.1f} are let pass"
            )
    return found
