"""What may be found wrong with a report: the rules of ``sql/findings``, read with their headers.

A rule selects what it compares, one row a comparison, with ``is_violated``: true where the sources
contradict each other, false where they agree, empty where a side is missing or not exact. What is not
evaluable is counted, never taken for agreement. What belongs here: reading the rules and drawing them
together into one statement. What does not: any judgement of a report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from warehouse.errors import FazhiError
from warehouse.statements import FOLDER, read_statement

SEVERITIES = ("info", "warning", "error")
SCOPES = ("report", "reports")
KINDS = ("arithmetic", "change", "repetition", "year", "form", "copy", "figures", "reading")
_RULES = FOLDER / "findings"
_HEADER = re.compile(r"^-- ([a-z]+): (.+)$", re.MULTILINE)
_WANTED = {"severity", "scope", "kind", "meaning", "todo", "message"}
_PLACE = re.compile(r"\{(\w+)\}")
_PLACES = {"metric", "other", "observed", "expected", "detail"}
_GROUNDS = ("stated", "related", "listed", "told", "paired", "changed")


class RuleError(FazhiError):
    """A rule of the project says too little: a mistake of ours, not of the user's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it means, what to do about what it finds, and how it is told."""

    finding: str
    severity: str
    scope: str
    """report: a report against itself; reports: against last year's, or against those of others."""
    kind: str
    meaning_zh: str
    meaning_en: str
    todo_zh: str
    todo_en: str
    message_zh: str
    """May name ``{metric}``, ``{other}``, ``{observed}``, ``{expected}`` and ``{detail}``."""
    message_en: str


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules by name.

    Raises:
        RuleError: a header says too little, or a message has a place that nothing fills.
    """
    return tuple(
        read_rule(path.stem, path.read_text(encoding="utf-8")) for path in sorted(_RULES.glob("*.sql"))
    )


def read_rule(finding: str, text: str) -> Rule:
    """Return the rule that a statement's header describes; see :func:`load_rules`."""
    header = dict(_HEADER.findall(text))
    pairs = {name: header.get(name, "").split(" · ") for name in ("meaning", "todo", "message")}
    odd = set(_PLACE.findall(header.get("message", ""))) - _PLACES
    complete = set(header) == _WANTED and all(len(pair) == 2 for pair in pairs.values())
    chosen = (header.get("severity", ""), header.get("scope", ""), header.get("kind", ""))
    known = all(word in words for word, words in zip(chosen, (SEVERITIES, SCOPES, KINDS), strict=True))
    if odd or not complete or not known:
        raise RuleError(
            f"The header of sql/findings/{finding}.sql has {header}.",
            expected=f"{sorted(_WANTED)}; severity of {SEVERITIES}, scope of {SCOPES}, kind of {KINDS};"
            f" texts as 中文 · English; places of a message {sorted(_PLACES)}",
            todo="mend the comment lines at its top",
        )
    return Rule(finding, *chosen, *pairs["meaning"], *pairs["todo"], *pairs["message"])


def compared() -> str:
    """Return the expression ``compared``, and those that it rests on: every comparison of every rule."""
    grounds = [f"{name} as (\n{read_statement(f'shared/findings/{name}.sql')})" for name in _GROUNDS]
    rules = [
        f"select '{rule.finding}' as finding, * from (\n{read_statement(f'findings/{rule.finding}.sql')})"
        for rule in load_rules()
    ]
    rows = "\nunion all by name\n".join([read_statement("shared/findings/shape.sql"), *rules])
    return ",\n".join([*grounds, f"compared as (\n{rows})"])
