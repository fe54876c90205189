"""Where one figure stands: the words of the report around it, and all that chose it.

The raw text lies in the lake, and may name private persons: it is masked as everywhere, and only what
stands around the sentence is shown. Where there is no lake, what stands around are the published sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from extractors.layout import read_layout
from extractors.privacy import Redactor, masked
from warehouse.errors import FazhiError
from warehouse.explanation import Explanation, Source, explain_cell
from warehouse.explore.choice import CellKey
from warehouse.home import Home
from warehouse.lake import Lake
from warehouse.readers import Published
from warehouse.statements import read_statement

REACH = 240
"""Letters before and after the sentence."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and its surroundings, masked; ``figure`` is where the number stands in the sentence."""

    before: str
    sentence: str
    after: str
    figure: tuple[int, int]
    is_whole: bool
    """Taken out of the text; else put together from the sentences that are published."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that there is to show of one cell."""

    cell: CellKey
    explanation: Explanation
    passage: Passage | None
    editions: list[dict[str, Any]]


def read_evidence(home: Home, published: Published, cell: CellKey) -> Evidence:
    """Return the evidence of a cell.

    Raises:
        WrongArguments: this version has no such report or metric.
    """
    found = explain_cell(published, cell.report_id, cell.metric)
    editions = published.rows(read_statement("explain/editions.sql"), [found.jurisdiction_code, found.year])
    mine = next((e for e in editions if e["report_id"] == cell.report_id), None)
    same = [e for e in editions if mine and _paper(e) == _paper(mine)]
    source = found.chosen or next(iter(found.sources), None)
    passage = read_passage(home, published, cell.report_id, found.document_id, source) if source else None
    return Evidence(cell, found, passage, same)


def _paper(edition: dict[str, Any]) -> tuple[str, str]:
    return edition["issuer_id"], edition["report_type"]


def read_passage(
    home: Home, published: Published, report_id: str, document_id: str, source: Source
) -> Passage:
    """Return the sentence of a source and what stands around it."""
    asked = {"report_id": report_id, "start": source.start, "end": source.end, "reach": REACH}
    near = published.rows(read_statement("explore/neighbours.sql"), asked)
    own = next(n for n in near if n["sentence"] == source.sentence and n["sentence_start"] <= source.start)
    start, end = own["sentence_start"], own["sentence_end"]
    figure = source.start - start, source.end - start
    text = _masked_document(home, document_id)
    # What is published is what counts: a text that does not have the very sentence there is another one.
    if text is not None and text[start:end] == source.sentence:
        before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
        return Passage(before, source.sentence, after, figure, is_whole=True)
    before = "……".join(n["sentence"] for n in near if n["sentence_end"] <= start)
    after = "……".join(n["sentence"] for n in near if n["sentence_start"] >= end)
    return Passage(before, source.sentence, after, figure, is_whole=False)


def _masked_document(home: Home, document_id: str) -> str | None:
    try:
        for path in Lake(home.lake).parts("text"):
            wanted = pc.field("document_id") == document_id
            found = pq.read_table(path, columns=["text"], filters=wanted, partitioning=None)
            if found.num_rows:
                return mask_document(found["text"][0].as_py())
    except (OSError, FazhiError):
        pass  # The file is shared without its lake, or the lake is for its owner's eyes alone.
    return None


def mask_document(text: str) -> str:
    """Return a whole document with what is personal masked, every offset as it was."""
    layout = read_layout(text)
    spans = Redactor(layout.view).spans
    return masked(text, ((layout.source_start(start), layout.source_end(end)) for start, end in spans))
