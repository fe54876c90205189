"""Numbers that leave their noun out: 上半年开展讲座12场，全年25场.

Such a number takes the metric of the nearest number before it with the same measure word,
if it has no words of its own but time, place, level or the verb already used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import labels, relations
from extractors.drafts import Context, Draft
from extractors.mentions import is_filler

_TIME_OR_BODY = re.compile(r"^.*[，,、]|^各[^，,]{1,8}(?=..$)|[一二三四]季度|[0-9]{1,2}月份?")


def fill_ellipsis(context: Context, draft: Draft, sentence: Sequence[Draft]) -> None:
    """Give ``draft`` the metric of the number that it goes on from, where it goes on from one."""
    if not sentence or draft.mention.section.kind == "problems":
        return
    unit = draft.mention.numeral.unit
    last = next((d for d in reversed(sentence) if d.metric and d.mention.numeral.unit == unit), None)
    if last is None or not _has_no_noun(context, draft, last):
        return
    gap = context.view[max(last.mention.stop, draft.mention.gap[0]) : draft.mention.lead].strip("，, ")
    if gap and (last is sentence[-1] or context.times.names_time(gap)):
        draft.take_metric(last)


def _has_no_noun(context: Context, draft: Draft, last: Draft) -> bool:
    start, end = draft.mention.near[0]
    text = context.view[start:end]
    if draft.mention.is_bare:
        return True
    if relations.is_partial_figure(context.view, draft.mention):
        return False
    if is_filler(labels.without_groups(text), verbs_too=True):  # 累计建成省级14个
        return True
    text = _TIME_OR_BODY.sub("", text)
    verb = text[-2:]  # 上半年审核合同19份，三季度审核8份
    return len(verb) == 2 and is_filler(text[:-2]) and any(verb in context.view[a:b] for a, b in last.near)
