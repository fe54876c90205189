"""Extraction of many texts: in process for a few, in spawned processes for many, the rows the same.

Texts come and rows go as Arrow tables, chunk by chunk, few of them under way: memory does not grow with
their number. Processes are spawned, not forked: the threads of polars and DuckDB do not survive a fork.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pyarrow as pa

from extractors.records import Extraction
from extractors.signature import read_signature
from warehouse.extraction import Read, read_table, text_id

FEW = 48
"""So many documents are read in this process: starting others takes longer."""
CHUNK = 32
"""Documents that a process is given at once."""
_UNDER_WAY = 4
TEXTS = pa.schema([("document_id", pa.string()), ("text", pa.large_string())])

Extractor = Callable[[str], Extraction]


def default_extractor(text: str) -> Extraction:
    """Extract with the project's own extractor."""
    from extractors import extract

    return extract(text)


def read_texts(texts: pa.Table, extractor: Extractor = default_extractor) -> pa.Table:
    """Read texts (schema :data:`TEXTS`); return one row each (schema ``warehouse.extraction.READ``)."""
    rows = texts.select(TEXTS.names).to_pylist()
    return read_table(_read_one(row["document_id"], row["text"], extractor) for row in rows)


def _read_one(document_id: str, text: str, extractor: Extractor) -> Read:
    """Read one text; an extractor that raises costs this document, not the run."""
    try:
        extraction = extractor(text)
        report = extraction.report
        if not report.is_report:
            return Read(document_id, None, extraction, None)
        signature = read_signature(text, report.report_type)
        return Read(document_id, text_id(text), extraction, None, signature)
    except Exception as error:
        # The message may quote the text, so only the kind of the error is kept.
        return Read(document_id, None, None, f"the extractor raised {type(error).__name__}")


def read_many(
    chunks: Iterable[pa.Table],
    total: int,
    extractor: Extractor = default_extractor,
    workers: int | None = None,
) -> Iterator[pa.Table]:
    """Yield what was read out of each chunk, in order. ``extractor`` must be picklable for a pool.

    Args:
        chunks: texts, some :data:`CHUNK` a table.
        total: how many texts there are in all; a few are read in this process.
        extractor: reads one text.
        workers: processes; None takes one a core.
    """
    count = workers if workers is not None else min(os.cpu_count() or 1, 8)
    if count <= 1 or total <= FEW:
        return (read_texts(chunk, extractor) for chunk in chunks)
    return _read_in_pool(chunks, extractor, count)


_UnderWay = deque[tuple[pa.Table, "Future[pa.Table]"]]


def _read_in_pool(chunks: Iterable[pa.Table], extractor: Extractor, count: int) -> Iterator[pa.Table]:
    source, under_way = iter(chunks), _UnderWay()
    pool = _pool(count)
    try:
        while True:
            while len(under_way) < _UNDER_WAY * count and (chunk := next(source, None)) is not None:
                under_way.append((chunk, _submit(pool, chunk, extractor)))
            if not under_way:
                return
            chunk, result = under_way.popleft()
            try:
                read = result.result()
            except BrokenProcessPool:
                # A text that kills its process must not take its neighbours along: halving finds it.
                read = _read_apart(chunk, extractor)
                pool = _pool(count)
                under_way = _UnderWay((other, _submit(pool, other, extractor)) for other, _ in under_way)
            yield read
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, chunk: pa.Table, extractor: Extractor) -> Future[pa.Table]:
    try:
        return pool.submit(read_texts, chunk, extractor)
    except BrokenProcessPool as error:
        # It broke since the last result was fetched: told when this one is.
        broken: Future[pa.Table] = Future()
        broken.set_exception(error)
        return broken


def _read_apart(texts: pa.Table, extractor: Extractor) -> pa.Table:
    try:
        with _pool(1) as pool:
            return pool.submit(read_texts, texts, extractor).result()
    except BrokenProcessPool:
        if len(texts) == 1:
            killer = texts["document_id"][0].as_py()
            return read_table([Read(killer, None, None, "the extractor killed its process")])
        middle = len(texts) // 2
        halves = texts.slice(0, middle), texts.slice(middle)
        return pa.concat_tables([_read_apart(half, extractor) for half in halves])


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
