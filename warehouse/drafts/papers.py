"""A file of the user's as a paper: its text with headings and sentences, and what may be shown of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from extractors.head import read_head
from extractors.layout import Layout, read_layout
from extractors.outline import Outline, read_outline
from extractors.privacy import Redactor, masked
from extractors.records import Report
from warehouse.drafts.wording import refusal_of
from warehouse.errors import NothingReadable
from warehouse.extraction import text_id
from warehouse.intake import read_file

Span = tuple[int, int]


@dataclass(frozen=True)
class Paper:
    """One report, not (yet) in any warehouse."""

    file: str
    kind: str
    """text, markdown, html, pdf, docx …"""
    content: bytes
    text: str
    """What every offset points into."""

    @cached_property
    def layout(self) -> Layout:
        """The view that rules are written for, and the way back to the text."""
        return read_layout(self.text)

    @cached_property
    def outline(self) -> Outline:
        """Headings, sections and sentences of the view."""
        return read_outline(self.layout.view)

    @cached_property
    def report(self) -> Report:
        """Who reports on which year."""
        return read_head(self.layout.view, self.outline.headings())

    @cached_property
    def redactor(self) -> Redactor:
        """What may not be shown of it, in the view."""
        return Redactor(self.layout.view)

    @property
    def report_id(self) -> str:
        """The id that the warehouse gives its text."""
        return text_id(self.text)

    @cached_property
    def _masked(self) -> str:
        return masked(self.text, (self.span(*span) for span in self.redactor.spans))

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of the view stands in the text."""
        return self.layout.source_start(start), self.layout.source_end(end)

    def sentence_at(self, position: int) -> Span:
        """Return the sentence around a position of the view, as a span of the text without white space."""
        start, end = self.span(*self.outline.sentence_at(position))
        words = self.text[start:end]
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def shown(self, span: Span) -> str:
        """Return a stretch of the text as others may see it: persons masked, on one line."""
        return " ".join(self._masked[span[0] : span[1]].split())


def read_paper(path: Path) -> Paper:
    """Read a report of any format.

    Raises:
        NothingReadable: there is no such file, it cannot be read, holds several documents, or is no report.
    """
    if not path.is_file():
        raise NothingReadable(f"There is no file {path}.", expected="a report", todo="name an existing file")
    # By its resolved name: a user's own link to a draft is as good as the draft.
    found = read_file(path.resolve())
    if len(found) != 1:
        raise NothingReadable(f"{path} holds {len(found)} documents.", expected="one report", where=path)
    (arrival,) = found
    if arrival.text is None or arrival.content is None:
        raise NothingReadable(
            f"{path.name} cannot be read: {arrival.reason}.",
            expected="a report as text, web page, PDF or Word file (.txt .md .html .pdf .docx)",
            where=path,
            todo="save it in one of these formats",
        )
    paper = Paper(path.name, arrival.kind, arrival.content, arrival.text)
    if not paper.report.is_report:
        raise _no_report(paper, path)
    return paper


def _no_report(paper: Paper, path: Path) -> NothingReadable:
    reason = paper.report.reject_reason or "not_rule_of_law"
    refusal = refusal_of(reason)
    return NothingReadable(
        f"{path.name} is not taken for a report ({reason}): {refusal.told_zh} · {refusal.told_en}",
        expected="an annual report (法治政府建设年度报告)",
        where=path,
        todo=f"{refusal.todo_zh} · {refusal.todo_en}",
    )
