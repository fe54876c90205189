"""Three nights of a simulated nation: all is new, a thousandth has changed, nothing has; then the questions.

What belongs here: running the command as a night job does, and measuring it from outside. What does not: the
wording, the truth.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks.nation.documents import Document, documents
from tests.benchmarks.nation.shards import write_shards
from tests.benchmarks.nation.truth import Difference, compare
from warehouse import open_published
from warehouse.questions import load_questions

ROOT = Path(__file__).resolve().parents[3]
CHANGED_SHARE = 1000
"""One document in so many is published again before the second night."""
_CHANGED_FIGURE = 33


@dataclass(frozen=True, slots=True)
class Night:
    """How one run went, measured from outside."""

    name: str
    seconds: float
    cpu_seconds: float
    peak_mib: float
    """Resident memory of its largest process."""


@dataclass(frozen=True, slots=True)
class Nation:
    """What was measured."""

    documents: int
    text_mb: float
    nights: tuple[Night, ...]
    lake_mb: float
    published_mb: float
    questions: dict[str, float]
    """Seconds a question."""
    difference: Difference


def simulate(folder: Path, count: int, seed: int, tell: Callable[[str], None]) -> Nation:
    """Write a nation below ``folder``, run three nights over it, compare, ask.

    Raises:
        RuntimeError: a night did not end as it should.
    """
    landing, home = folder / "landing", folder / "home"
    tell(f"writing {count} documents")
    size = write_shards(landing, documents(count, seed))
    nights = [_night("all new", landing, home, tell)]
    write_shards(landing, changed(count, seed), prefix="later")
    nights.append(_night("a thousandth changed", landing, home, tell))
    nights.append(_night("nothing new", landing, home, tell))
    tell("comparing with the truth")
    published = (home / "current.duckdb").resolve()
    difference = compare(published, itertools.chain(documents(count, seed), changed(count, seed)))
    tell("asking the questions")
    return Nation(
        documents=count,
        text_mb=round(size / 1e6, 1),
        nights=tuple(nights),
        lake_mb=_megabytes(home / "lake"),
        published_mb=round(published.stat().st_size / 1e6, 1),
        questions=_ask(home),
        difference=difference,
    )


def changed(count: int, seed: int) -> Iterator[Document]:
    """Yield the documents that are published again: every so many reports, one figure counted anew."""
    reports = (d for d in documents(count, seed) if d.kind == "report" and "mediator_count" in d.facts)
    for document in itertools.islice(reports, CHANGED_SHARE - 1, None, CHANGED_SHARE):
        yield _published_again(document)


def _published_again(document: Document) -> Document:
    before = f"{document.facts['mediator_count']:g}"
    text = document.text
    for words in ("配备人民调解员{}名", "现有人民调解员{}人"):
        text = text.replace(words.format(before), words.format(_CHANGED_FIGURE))
    text = text.replace(f"{document.year + 1}年1月20日", f"{document.year + 1}年9月20日")
    facts = {**document.facts, "mediator_count": _CHANGED_FIGURE}
    name, day = f"{document.name}-again", f"{document.year + 1}-09-20"
    return replace(document, name=name, text=text, published=day, facts=facts, kind="edition")


def _night(name: str, landing: Path, home: Path, tell: Callable[[str], None]) -> Night:
    tell(f"night: {name}")
    command = [sys.executable, "-m", "dagster_project.cli", "run", "--reports", landing, "--home", home]
    began = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        told = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the night {name!r} ended with {process.returncode}:\n{told[-4000:]}")
    seconds = time.perf_counter() - began
    return Night(name, round(seconds, 1), round(usage.ru_utime + usage.ru_stime, 1), usage.ru_maxrss / 1024)


def _ask(home: Path) -> dict[str, float]:
    taken = {}
    with open_published(home) as warehouse:
        for name, question in load_questions().items():
            began = time.perf_counter()
            warehouse.sql(question.statement)
            taken[name] = round(time.perf_counter() - began, 4)
    return taken


def _megabytes(folder: Path) -> float:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)
