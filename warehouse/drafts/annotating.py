"""A Word draft with a comment at each finding's sentence. The draft itself is not written to.

What belongs here: from an offset of the text to the runs of a paragraph. What does not: reading Word files
(``warehouse.intake.word``), whose notion of a paragraph's text this follows.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from warehouse.drafts.finding import DraftFinding
from warehouse.drafts.papers import Paper
from warehouse.export.packed import without_clock, writable

_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_AUTHOR, _INITIALS = "fazhi check", "核"


def annotate(draft: Paper, findings: Iterable[DraftFinding]) -> bytes:
    """Return the draft's Word file with comments; what is about all of it stands at its first paragraph.

    Raises:
        ValueError: the draft is no Word file.
    """
    import docx
    from docx.text.run import Run

    if draft.kind != "docx":
        raise ValueError(f"{draft.file} is {draft.kind}, no Word file")
    document = docx.Document(io.BytesIO(draft.content))
    paragraphs = _paragraphs(document.element.body)
    for group in _grouped(findings):
        runs = _runs_of(draft.text, paragraphs, group[0])
        if runs:
            anchors = [Run(run, document) for run in (runs[0], runs[-1])]
            comment = document.add_comment(anchors, text=_words(group), author=_AUTHOR, initials=_INITIALS)
            # The same draft gives the same file, at any hour.
            comment._comment_elm.attrib.pop(_SPACE + "date", None)
    out = io.BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


def _grouped(findings: Iterable[DraftFinding]) -> list[list[DraftFinding]]:
    """Findings of one rule about the whole paper share a comment; any other has its own."""
    groups: dict[object, list[DraftFinding]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(finding.finding if finding.sentence_start is None else number, []).append(finding)
    return list(groups.values())


def _words(group: list[DraftFinding]) -> str:
    first = group[0]
    told = [f"{finding.message_zh}\n{finding.message_en}" for finding in group]
    return writable("\n".join([*told, f"→ {first.todo_zh} · {first.todo_en}"]))


def _paragraphs(body: Any) -> list[tuple[str, list[tuple[int, int, Any]]]]:
    """Return each paragraph that has text: the text, and its runs with where they stand in it."""
    found = []
    for paragraph in body.iter(_SPACE + "p"):
        runs, length, words = [], 0, []
        for run in paragraph.iter(_SPACE + "r"):
            if next(run.iterancestors(_SPACE + "p")) is paragraph and not _is_hidden(run):
                text = "".join(node.text or "" for node in run.iter(_SPACE + "t"))
                runs.append((length, length + len(text), run))
                length += len(text)
                words.append(text)
        if "".join(words).strip():
            found.append(("".join(words), runs))
    return found


def _is_hidden(run: Any) -> bool:
    """Struck out, or a second writing of a text box for older programs."""
    hidden = (_FALLBACK, _SPACE + "del", _SPACE + "moveFrom")
    return any(ancestor.tag in hidden for ancestor in run.iterancestors())


def _runs_of(text: str, paragraphs: list[Any], finding: DraftFinding) -> list[Any]:
    """Return the runs that hold a finding's sentence; of a table's row, those of the cell with the number."""
    if not paragraphs:
        return []
    if finding.sentence_start is None or finding.sentence_end is None:
        return _covering(paragraphs[0], 0, len(paragraphs[0][0]))
    begin = finding.sentence_start if finding.start is None else finding.start
    line_start = text.rfind("\n", 0, begin) + 1
    line_end = text.find("\n", begin)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    chosen = _nth(paragraphs, line, _earlier(text, line_start, line))
    if chosen is not None:
        offset = len(chosen[0]) - len(chosen[0].lstrip())
        first = max(finding.sentence_start - line_start, 0) + offset
        return _covering(chosen, first, min(finding.sentence_end - line_start, len(line)) + offset)
    cell = _cell(paragraphs, line, begin - line_start)
    return [] if cell is None else _covering(cell, 0, len(cell[0]))


def _earlier(text: str, line_start: int, line: str) -> int:
    return sum(other == line for other in text[:line_start].split("\n"))


def _nth(paragraphs: list[Any], line: str, number: int) -> Any | None:
    same = [paragraph for paragraph in paragraphs if _bare(paragraph[0]) == _bare(line)]
    return same[min(number, len(same) - 1)] if same else None


def _bare(text: str) -> str:
    return "".join(text.split())


def _cell(paragraphs: list[Any], line: str, position: int) -> Any | None:
    """Return the paragraph of a table's cell whose words stand at ``position`` of its line."""
    for paragraph in paragraphs:
        words = paragraph[0].strip()
        start = line.find(words)
        while start >= 0:
            if start <= position < start + len(words):
                return paragraph
            start = line.find(words, start + 1)
    return None


def _covering(paragraph: Any, first: int, last: int) -> list[Any]:
    runs = [run for start, end, run in paragraph[1] if start < last and end > first]
    return runs or [run for _, _, run in paragraph[1]]
