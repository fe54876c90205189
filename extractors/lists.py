"""Numbers and heads in lists: 受理、办结分别为354件、350件; 参考率、合格率均达100%.

What belongs here: which of several heads a number belongs to, told by order and conjunctions
alone. What does not: what the heads mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.mentions import Mention, Span

JOINT = re.compile(r"[、，,和及与以\s]+")
"""What stands between the numbers of a bare list."""
_COMMA = re.compile(r"[，,]")
_MARK = re.compile(r"[，,：:；;]")
_SPLIT = re.compile(r"[、，,]|以及|和(?!解|谐|平)|及(?!时|格)|(?<!参)与|或")
_RESPECTIVELY = re.compile(r"分别(?:为|是|达|达到|共|有|共计|办理|受理|完成|办结|开展|组织)?\Z")
_RATE = re.compile(r"[率度]")
_EACH_LENGTH = 5
_EACH = re.compile(r"(?:均|都|各|皆)[^，,、]{0,4}\Z")


def conjuncts(view: str, span: Span) -> list[Span]:
    """Return the members of the list in ``span``: A、B和C."""
    spans, start = [], span[0]
    for match in _SPLIT.finditer(view, *span):
        if match.start() > start:
            spans.append((start, match.start()))
        start = match.end()
    if start < span[1]:
        spans.append((start, span[1]))
    return spans


def _run(view: str, mentions: Sequence[Mention], first: int) -> int:
    """Return the index behind the last number of a bare list (354件、350件) that begins at ``first``."""
    last = first
    while last + 1 < len(mentions) and mentions[last + 1].sentence == mentions[first].sentence:
        following = mentions[last + 1]
        if not JOINT.fullmatch(view[mentions[last].stop : following.lead]):
            break
        if following.numeral.kind != mentions[first].numeral.kind:
            break
        last += 1
    return last + 1


def distribute(view: str, mentions: Sequence[Mention]) -> dict[int, list[Span]]:
    """Return, by index, the words that belong to each number of a list told apart by order alone."""
    result: dict[int, list[Span]] = {}
    first = 0
    while first < len(mentions):
        end = _run(view, mentions, first)
        count = end - first
        if count > 1:
            head = _head_of_list(view, mentions[first])
            members = conjuncts(view, head)
            between = mentions[first].stop, mentions[end - 1].lead
            if len(members) != count and not _COMMA.search(view, *between):
                # 参训人员分别为310人次、455人次: one head for all
                result |= {first + i: [head] for i in range(1, count)}
            elif len(members) == count:
                result |= {first + i: [member] for i, member in enumerate(members)}
        first = end
    return result


def _head_of_list(view: str, mention: Mention) -> Span:
    start, end = mention.near[0]
    respectively = _RESPECTIVELY.search(view, mention.gap[0], mention.lead)
    if respectively is None:
        return start, end
    end = respectively.start()
    start = max((m.end() for m in _MARK.finditer(view, mention.gap[0], end)), default=mention.gap[0])
    return start, end


def shares_number(view: str, mention: Mention) -> list[Span]:
    """Return the several heads that one number is stated for (参考率、合格率均达100%), else an empty list."""
    start, end = mention.near[0]
    if mention.numeral.unit == "%":
        members = conjuncts(view, (start, end))
        rates = [m for m in members if _RATE.search(view, *m)] if len(members) > 1 else []
        return rates if len(rates) > 1 else []
    if not _EACH.search(view, max(start, end - _EACH_LENGTH), end):
        return []
    members = conjuncts(view, (start, end))
    return members if len(members) > 1 else []
