"""Whose figure it is: the issuer's own, its subordinates', another body's, the whole place's.

What belongs here: the words by which a report gives another body's number. What does not:
what the number measures.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.mentions import Mention, Span
from extractors.wordlists import any_of

_WHOLE_PLACE = re.compile(r"全[省市区县旗州盟](?!域|面|力)")
_LARGER = {
    "street_office": re.compile(r"全[省市区县旗州盟](?!域|面|力)"),
    "township_government": re.compile(r"全[省市区县旗州盟](?!域|面|力)"),
    "county_government": re.compile(r"全省"),
    "department": _WHOLE_PLACE,
}
"""By kind of issuer, the words that speak of a place larger than its own."""
_SMALL = frozenset({"street_office", "township_government", "zone_committee"})


@dataclass(frozen=True, slots=True)
class _Words:
    subordinates: re.Pattern[str]
    helped: re.Pattern[str]
    others: re.Pattern[str]
    """A body that may be the subject of a clause, wherever it stands."""
    courts: re.Pattern[str]
    departments: re.Pattern[str]
    own: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(Path(__file__).with_name("relations.toml").read_text(encoding="utf-8"))["body"]
    # at the start of a clause, up to four characters (县, 区, 当地) before the body, its verb right behind
    aside = "[联配会协邀由与和向被对经请组让从]"  # 联合派出所, 配合司法局: then it is not the subject
    begin = (
        r"(?:^|(?<=[，,；;。：:\s）)年来])|(?<=全年)|(?<=期间))"
        rf"(?:(?!{aside})[\u4e00-\u9fff]){{{{0,4}}}}?"
    )
    subject = begin + "(?:{})(?:共|累计|全年|依法|已|今年|年内)*(?:{})"
    verbs = any_of(data["verbs"]).pattern
    helped = "|".join(f"{verb}[^，,]{{1,8}}(?:社区|村|局|所)" for verb in ("协助", "帮助?", "配合"))
    return _Words(
        subordinates=any_of(data["subordinates"]),
        helped=re.compile(f"{any_of(data['other_body']).pattern}|{helped}"),
        others=any_of([*data["courts"], *data["departments"]]),
        courts=re.compile(subject.format(any_of(data["courts"]).pattern, verbs)),
        departments=re.compile(subject.format(any_of(data["departments"]).pattern, verbs)),
        own=any_of(data["own"]),
    )


class ScopeReader:
    """Tells whose the numbers of one view are, each of its sentences looked over once."""

    def __init__(self, view: str, issuer_kind: str) -> None:
        """``issuer_kind`` tells which places are larger than the issuer's own."""
        self._view = view
        self._larger = _LARGER.get(issuer_kind)
        self._is_small = issuer_kind in _SMALL
        self._first: dict[Span, int] = {}

    def scope_of(self, mention: Mention) -> str:
        """Return whose number it is: own, subordinates, jurisdiction or other_body."""
        text = self._view[mention.near[0][0] : mention.lead]
        if self._larger and self._larger.search(text):
            return "jurisdiction"
        words = _words()
        if words.subordinates.search(text):
            return "subordinates"
        if words.helped.search(text) or self._has_other_subject(mention):
            return "other_body"
        return "own"

    def _has_other_subject(self, mention: Mention) -> bool:
        """Whether a body that is not the issuer is said to have done it (县公安局作出…，罚款…)."""
        if self._first_body(mention.sentence) > mention.lead:
            return False
        words = _words()
        sentence = self._view[mention.sentence[0] : mention.lead]
        found = list(words.courts.finditer(sentence))
        if self._is_small:
            found += words.departments.finditer(sentence)
        last = max((m.end() for m in found), default=-1)
        return last >= 0 and words.own.search(sentence, last) is None

    def _first_body(self, sentence: Span) -> int:
        """Return where the first name of another body ends; beyond the view where there is none."""
        if sentence not in self._first:
            match = _words().others.search(self._view, *sentence)
            self._first[sentence] = match.end() if match else len(self._view) + 1
        return self._first[sentence]


def body_label(view: str, mention: Mention) -> str | None:
    """Return the bodies that a number of others is stated for (各镇各部门), or None."""
    text = view[mention.near[0][0] : mention.lead]
    match = _words().subordinates.search(text)
    return match.group(0) if match else None


def place_label(view: str, mention: Mention) -> str | None:
    """Return the words by which a number speaks of the whole place (全县), or None."""
    match = _WHOLE_PLACE.search(view, mention.near[0][0], mention.lead)
    return match.group(0) if match else None
