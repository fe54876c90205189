"""What is said about a draft: the rules that only drafts are asked, and why a paper is refused."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from warehouse.findings import SEVERITIES

_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a paper is not taken for a report, and what to do."""

    told_zh: str
    told_en: str
    todo_zh: str
    todo_en: str


@dataclass(frozen=True, slots=True)
class DraftRule:
    """A rule for drafts alone; its messages may name ``{detail}``."""

    severity: str
    message_zh: str
    message_en: str
    todo_zh: str
    todo_en: str


def rule_named(finding: str) -> DraftRule:
    """Return a rule for drafts.

    Raises:
        KeyError: there is none of that name.
    """
    return load_wording()[0][finding]


def refusal_of(reason: str) -> Refusal:
    """Return what is said of a paper that was refused for ``reason``."""
    refusals = load_wording()[1]
    return refusals.get(reason, refusals[_OTHER])


@cache
def load_wording() -> tuple[dict[str, DraftRule], dict[str, Refusal]]:
    """Return rules and refusals by name.

    Raises:
        ValueError: an entry lacks something, has something unknown, or a severity that is none.
    """
    raw = tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))
    rules = {name: DraftRule(**_complete(DraftRule, name, entry)) for name, entry in raw["rule"].items()}
    refusals = {name: Refusal(**_complete(Refusal, name, entry)) for name, entry in raw["refusal"].items()}
    if odd := [name for name, rule in rules.items() if rule.severity not in SEVERITIES]:
        raise ValueError(f"wording.toml: severity of {odd}; expected one of {SEVERITIES}")
    return rules, refusals


def _complete(kind: type, name: str, entry: dict[str, str]) -> dict[str, str]:
    wanted = {field.name for field in fields(kind)}
    if set(entry) != wanted:
        raise ValueError(f"wording.toml, {name}: it has {sorted(entry)}; expected {sorted(wanted)}")
    return entry
