"""One finding in a draft: what, how grave, where, in words of both languages."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.drafts.papers import Paper, Span
from warehouse.drafts.wording import rule_named


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """Something to look at before a draft is published."""

    finding: str
    severity: str
    """error or warning: a contradiction; info: worth a look."""
    message_zh: str
    message_en: str
    todo_zh: str
    todo_en: str
    metric: str | None
    sentence: str | None
    """Persons masked; None where it is about the whole paper."""
    start: int | None
    """Where to look in the draft's text, in characters: the number, the heading, the name."""
    sentence_start: int | None
    sentence_end: int | None


def found(
    paper: Paper, finding: str, detail: object = "", at: Span | None = None, metric: str | None = None,
    detail_en: object | None = None, start: int | None = None,
) -> DraftFinding:  # fmt: skip
    """Return a finding by one of the rules for drafts, about the stretch ``at`` of the text."""
    rule = rule_named(finding)
    in_english = detail if detail_en is None else detail_en
    return DraftFinding(
        finding=finding,
        severity=rule.severity,
        message_zh=rule.message_zh.replace("{detail}", str(detail)),
        message_en=rule.message_en.replace("{detail}", str(in_english)),
        todo_zh=rule.todo_zh,
        todo_en=rule.todo_en,
        metric=metric,
        sentence=None if at is None else paper.shown(at),
        start=start if start is not None or at is None else at[0],
        sentence_start=None if at is None else at[0],
        sentence_end=None if at is None else at[1],
    )
