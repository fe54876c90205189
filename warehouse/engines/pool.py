"""Extraction of many texts: in process for a few, in spawned processes for many, the rows the same.

Processes are spawned, not forked: the threads of polars and DuckDB do not survive a fork.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from extractors.records import Extraction
from extractors.signature import Signature, read_signature

FEW = 48
_CHUNK = 16


@dataclass(frozen=True, slots=True)
class Task:
    """One text to extract."""

    document_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one task: an extraction, or the reason why there is none."""

    document_id: str
    extraction: Extraction | None
    failure: str | None
    signature: Signature | None = None
    """What the report is recognised by; None where there is no report."""


Extractor = Callable[[str], Extraction]


def default_extractor(text: str) -> Extraction:
    """Extract with the project's own extractor."""
    from extractors import extract

    return extract(text)


def extract_one(task: Task, extractor: Extractor = default_extractor) -> Outcome:
    """Extract one text; an extractor that raises costs this document, not the run."""
    try:
        extraction = extractor(task.text)
        report = extraction.report
        signature = read_signature(task.text, report.report_type) if report.is_report else None
        return Outcome(task.document_id, extraction, None, signature)
    except Exception as error:
        # The message may quote the text, so only the kind of the error is kept.
        return Outcome(task.document_id, None, f"the extractor raised {type(error).__name__}")


def extract_many(
    tasks: Sequence[Task], extractor: Extractor = default_extractor, workers: int | None = None
) -> Iterator[Outcome]:
    """Yield an outcome for each task, in their order. ``extractor`` must be picklable for a pool."""
    count = workers if workers is not None else min(os.cpu_count() or 1, 8)
    if count <= 1 or len(tasks) <= FEW:
        yield from (extract_one(task, extractor) for task in tasks)
        return
    chunks = [tasks[i : i + _CHUNK] for i in range(0, len(tasks), _CHUNK)]
    yield from _extract_in_pool(chunks, extractor, count)


def _extract_in_pool(chunks: Sequence[Sequence[Task]], extractor: Extractor, count: int) -> Iterator[Outcome]:
    done = 0
    while done < len(chunks):
        try:
            with _pool(count) as pool:
                rest = chunks[done:]
                for outcomes in pool.map(_extract_chunk, rest, [extractor] * len(rest)):
                    done += 1
                    yield from outcomes
        except BrokenProcessPool:
            # A text that kills its process must not take its neighbours along: it is searched out by halving.
            for chunk in chunks[done : done + count]:
                yield from _extract_apart(chunk, extractor)
            done += count


def _extract_chunk(tasks: Sequence[Task], extractor: Extractor) -> list[Outcome]:
    return [extract_one(task, extractor) for task in tasks]


def _extract_apart(tasks: Sequence[Task], extractor: Extractor) -> list[Outcome]:
    try:
        with _pool(1) as pool:
            return pool.submit(_extract_chunk, tasks, extractor).result()
    except BrokenProcessPool:
        if len(tasks) == 1:
            return [Outcome(tasks[0].document_id, None, "the extractor killed its process")]
        middle = len(tasks) // 2
        return _extract_apart(tasks[:middle], extractor) + _extract_apart(tasks[middle:], extractor)


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
