"""Whether a text is an annual rule-of-law report at all, and the reason where it is not."""

from __future__ import annotations

import re

from extractors.head.rules import any_pattern, any_word

_HAN = re.compile(r"[\u4e00-\u9fff]")
_BOLD = re.compile(r"^[\s#>-]*\*\*", re.MULTILINE)
_MASKS_IN_BODY = 3
_SUBJECTS_IN_BODY = 3
_LEAST_CHARACTERS = 8
_FIRST_LINE = 80
_SUBJECTS_OF_A_REPORT = 12
_REPORT_WORDS = re.compile(r"法治政府|依法行政|法治建设|述法")


def reject_reason(title: str | None, opening: str, text: str) -> str | None:
    """Return why the text is no report, or None where it is one.

    Reasons: empty, template, masked, interpretation, essay, news, plan, machine_text, not_rule_of_law.
    A title that calls itself a rule-of-law report is believed unless one of the others shows.
    """
    if len(_HAN.findall(text[:400])) < _LEAST_CHARACTERS:
        return "empty"
    first = opening.split("\n", 1)[0][:_FIRST_LINE]
    by_title = _first_reason(
        "reject", ("template", "masked", "interpretation", "essay", "news"), title or first
    )
    by_opening = _first_reason("reject_opening", ("template", "machine_text"), opening)
    if by_title or by_opening:
        return by_title or by_opening
    if len(any_pattern("reject", "masked").findall(_BOLD.sub("", text))) >= _MASKS_IN_BODY:
        return "masked"
    return _wrong_subject(title, text) if title else _untitled(first, opening, text)


def _first_reason(section: str, reasons: tuple[str, ...], text: str) -> str | None:
    return next((reason for reason in reasons if any_pattern(section, reason).search(text)), None)


def _wrong_subject(title: str, text: str) -> str | None:
    subject = any_word("title", "subjects")
    named = subject.search(title)
    # a bare 年度工作报告 counts where the text keeps to the subject
    return None if named or len(subject.findall(text)) >= _SUBJECTS_OF_A_REPORT else "not_rule_of_law"


def _untitled(first: str, opening: str, text: str) -> str | None:
    """A text without title is judged by its first sentences."""
    reason = _first_reason("reject", ("plan",), first) or _first_reason(
        "reject_opening", ("news", "plan", "essay"), opening
    )
    if reason:
        return reason
    subject = any_word("title", "subjects")
    if _REPORT_WORDS.search(opening) or len(subject.findall(text)) >= _SUBJECTS_IN_BODY:
        return None
    return "not_rule_of_law"
