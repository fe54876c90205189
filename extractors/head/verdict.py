"""Whether a text is an annual report of a known family at all, of which, and the reason where it is not.

What belongs here: the verdict on a whole text. What does not: single signs of papers that only look like
reports (``refusals``), nor what the families are (``extractors.families``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.families import RULE_OF_LAW, family_of_parts, family_of_title
from extractors.head.phrases import cut_issuer
from extractors.head.refusals import (
    reason_of_body,
    reason_of_opening,
    reason_of_page,
    reason_of_title,
    speaks_of_the_subject,
)
from extractors.head.rules import any_pattern, any_word
from extractors.head.title import ends_like_a_report

_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_CHARACTERS = 8
_FIRST_LINE = 80
_SUBJECTS_IN_BODY = 3
_SUBJECTS_OF_A_REPORT = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """The family of a report, or why it is none."""

    family: str | None
    reason: str | None


def judge(title: str | None, opening: str, text: str) -> Verdict:
    """Return the family of a text, or the reason why it is no report.

    Reasons: empty, template, masked, interpretation, essay, news, plan, notice, exam, seller, machine_text,
    related (statistics of another kind), not_rule_of_law. A title that calls itself a report of a family is
    believed unless one of the others shows.
    """
    if len(_HAN.findall(text, 0, 400)) < _LEAST_CHARACTERS:
        return Verdict(None, "empty")
    first = title or opening.split("\n", 1)[0][:_FIRST_LINE]
    reason = (
        reason_of_title(first)
        or reason_of_page(text)
        or reason_of_opening(opening, ("template",))
        or reason_of_opening(f"{first}\n{opening}", ("machine_text",))
        or reason_of_body(title, text)
    )
    if reason:
        return Verdict(None, reason)
    return _of_title(title, opening, text) if title else _of_text(first, opening, text)


def _of_title(title: str, opening: str, text: str) -> Verdict:
    if not ends_like_a_report(title) and (reason := reason_of_opening(opening, ("news",))):
        return Verdict(None, reason)
    # An office may have the word 法治 in its own name.
    family = family_of_title(title.replace(cut_issuer(title), "", 1)) or family_of_title(title)
    if family:
        return Verdict(family, None)
    if any_word("title", "subjects").search(title) or any_pattern("other_genre", "titles").search(title):
        return Verdict(None, "not_rule_of_law")
    family = family_of_parts(text)
    # a bare 年度工作报告 counts where the text keeps to the subject
    if family is None and len(any_word("title", "subjects").findall(text)) >= _SUBJECTS_OF_A_REPORT:
        family = RULE_OF_LAW
    return Verdict(family, None if family else "not_rule_of_law")


def _of_text(first: str, opening: str, text: str) -> Verdict:
    """A text without title is judged by its first sentences and by its parts."""
    reason = reason_of_title(first, ("plan", "notice")) or reason_of_opening(
        opening, ("news", "plan", "essay")
    )
    if reason:
        return Verdict(None, reason)
    if speaks_of_the_subject(opening):
        return Verdict(RULE_OF_LAW, None)
    family = family_of_parts(text)
    if family is None and len(any_word("title", "subjects").findall(text)) >= _SUBJECTS_IN_BODY:
        family = RULE_OF_LAW
    return Verdict(family, None if family else "not_rule_of_law")
