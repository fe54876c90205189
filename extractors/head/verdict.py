"""Whether a text is an annual rule-of-law report at all, and the reason where it is not."""

from __future__ import annotations

import re

from extractors.head.rules import any_pattern, any_word

_HAN = re.compile(r"[\u4e00-\u9fff]")
_BOLD = re.compile(r"^[\s#>-]*\*\*", re.MULTILINE)
_MASKS_IN_BODY = 3
_SUBJECTS_IN_BODY = 3
_REPORT_TITLE = re.compile(r"法治政府|依法行政|法治建设|述法")


def reject_reason(title: str | None, opening: str, text: str) -> str | None:
    """Return why the text is no report, or None where it is one.

    Reasons: empty, template, masked, machine_text, interpretation, plan, news, not_rule_of_law.
    """
    if len(_HAN.findall(text[:400])) < 8:
        return "empty"
    head = title or opening[:120]
    for reason in ("template", "masked", "interpretation"):
        if any_pattern("reject", reason).search(head):
            return reason
    if any_pattern("reject", "machine_text").search(opening) or any_pattern("reject", "machine_text").search(
        text[-300:]
    ):
        return "machine_text"
    if len(any_pattern("reject", "masked").findall(_BOLD.sub("", text))) >= _MASKS_IN_BODY:
        return "masked"
    return _other_paper(title, opening, text)


def _other_paper(title: str | None, opening: str, text: str) -> str | None:
    if title is None:
        first = opening.split("\n", 1)[0][:80]
        for reason in ("plan", "news"):
            if any_pattern("reject", reason).search(first):
                return reason
        if any_pattern("reject", "news_opening").search(opening[:60]):
            return "news"
    elif any_pattern("reject", "news").search(title):
        return "news"
    if title and _REPORT_TITLE.search(title):
        return None
    subject = any_word("title", "subjects")
    if title is not None:
        return None if subject.search(title) else "not_rule_of_law"
    if _REPORT_TITLE.search(opening) or len(subject.findall(text)) >= _SUBJECTS_IN_BODY:
        return None
    return "not_rule_of_law"
