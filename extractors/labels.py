"""What a number covers where it is not the whole: the label of a part, a place, a kind.

What belongs here: cutting a label out of the words beside a number. What does not: deciding
whether the number is a part.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from extractors.mentions import Mention, Span
from extractors.wordlists import any_of

LABEL_LENGTH = 24
_PART_MARK = re.compile(r"其中|包括|包含|[，,：:（(]")


@lru_cache(maxsize=1)
def _data() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))
    groups = "|".join(sorted(data["groups"], key=len, reverse=True))  # as patterns
    verbs, fillers = any_of(data["verbs"]).pattern, any_of(data["fillers"]).pattern
    edge = re.compile(rf"(?:{verbs}|{fillers}|[，,、：:（）()“”\"《》\s0-9*—-])+")
    undone = re.compile("|".join(data["undone"]))
    return edge, re.compile(groups), re.compile(rf"(?:{fillers}|[，,、：:（）()“”\"\s])+\Z"), undone


def _trim(text: str) -> str:
    edge, _, tail, _ = _data()
    if match := edge.match(text):
        text = text[match.end() :]
    return tail.sub("", text).strip('“”"《》 、，,')


def part_label(view: str, mention: Mention, near: Sequence[Span]) -> str | None:
    """Return the label of a part: its own words, stripped of verbs and filler."""
    text = "".join(view[a:b] for a, b in near)
    text = _PART_MARK.split(text)[-1]
    label = _trim(text)
    if not label and mention.right:
        label = _trim(view[mention.right[0] : mention.right[1]])
    if not label:  # nothing but a verb: 今年新建36个
        label = re.sub(r"今年|本年度?|全年|[^\u4e00-\u9fff]", "", text)
    return label[-LABEL_LENGTH:] or None


def rest_label(view: str, near: Sequence[Span], named: Sequence[Span]) -> str | None:
    """Return what a part's words say beyond those that name its metric: 化解〔土地权属〕纠纷."""
    rest = []
    for start, end in near:
        last = start
        for a, b in sorted(named):
            if last <= a and b <= end:
                rest.append(view[last:a])
                last = b
        rest.append(view[last:end])
    label = max(
        (_trim(_PART_MARK.split(part)[-1]) for part in rest), key=len, default=""
    )
    return label[-LABEL_LENGTH:] if len(label) > 2 else None


def without_groups(text: str) -> str:
    """Return ``text`` without the groups and levels that narrow a number."""
    return _data()[1].sub("", text)


def kind_label(view: str, mention: Mention, near: Sequence[Span], parts: Sequence[str]) -> str | None:
    """Return the word that narrows a number to one kind of its metric; 家庭、邻里等纠纷 names no one kind."""
    text = "".join(view[a:b] for a, b in [*near, *([mention.right] if mention.right else [])])
    return next((part for part in parts if part in text and "等" not in text[text.index(part) :]), None)


def undone_label(view: str, mention: Mention, near: Sequence[Span]) -> str | None:
    """Return the words that say of a number that it was not done (尚未办结), or None."""
    for start, end in [*near, *(w for w in (mention.right, mention.open_right) if w)]:
        if match := _data()[3].search(view, start, end):
            return match.group(0)
    return None


def group_label(view: str, near: Sequence[Span], metric_name: str) -> str | None:
    """Return the place or group of people that the words beside a number narrow it to, or None.

    A group that the metric itself is about (企业 for 企业法治体检家数) narrows nothing.
    """
    for start, end in near:
        for match in _data()[1].finditer(view, start, end):
            if match.group(0) not in metric_name:
                return match.group(0)
    return None


def counted_thing(view: str, mention: Mention) -> str | None:
    """Return what a number without metric counts, as written."""
    left = _trim(view[mention.near[0][0] : mention.near[0][1]])
    right = _trim(view[mention.right[0] : mention.right[1]]) if mention.right else ""
    return (left or right)[-LABEL_LENGTH:] or None
