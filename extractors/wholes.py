"""Parts and their wholes: 案件79起，其中简易37起、一般42起.

A part is marked by 其中, 包括 or a bracket, or goes on with a list of parts; its whole is the
nearest number of the same kind before the mark. Parts are never added up. What belongs
here: finding the whole and what it means for the part. What does not: other relations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors import labels, relations
from extractors.catalogue import Rule
from extractors.drafts import Context, Draft
from extractors.mentions import is_filler


def attach_part(context: Context, draft: Draft, sentence: Sequence[Draft]) -> bool:
    """Make ``draft`` a part of a number before it, where the text marks it as one; say whether it did."""
    whole = _find_whole(context, draft, sentence)
    if whole is None:
        return False
    draft.part_of = whole
    draft.joined_by = _gap(context, draft)[:1]
    draft.subset = labels.part_label(context.view, draft.mention, draft.near)
    _settle_metric(context, draft, whole)
    return True


def _gap(context: Context, draft: Draft) -> str:
    return context.view[draft.mention.gap[0] : draft.mention.lead].lstrip("）)")


def _find_whole(context: Context, draft: Draft, sentence: Sequence[Draft]) -> Draft | None:
    mention, kind = draft.mention, draft.kind
    if kind == "rate" or not sentence or draft.standing.status == "prior_year":
        return None
    alike = [d for d in sentence if d.kind == kind and d.standing.status != "prior_year"]
    nearby = [d for d in alike if d.mention.sentence == mention.sentence]
    marker = relations.part_marker(context.view, mention)
    if marker is not None:
        return next((d for d in reversed(nearby or alike) if d.mention.stop <= marker), None)
    if mention.depth and mention.bracket >= 0:
        return _whole_of_bracket(context, draft, nearby)
    last = next((d for d in reversed(nearby) if d.mention.depth == mention.depth), None)
    if last and last.part_of is None and _is_split_further_on(context, draft, last):
        return last
    return last.part_of if last and last.part_of and _goes_on(context, draft, last, last.part_of) else None


def _is_split_further_on(context: Context, draft: Draft, last: Draft) -> bool:
    """罚款52380元，其中焚烧秸秆18件、罚款5400元: the same metric again behind 其中 is a part of it."""
    between = context.view[last.mention.stop : draft.mention.lead]
    return draft.metric is not None and draft.metric == last.metric and "其中" in between


def _whole_of_bracket(context: Context, draft: Draft, nearby: Sequence[Draft]) -> Draft | None:
    """Return the number that a bracket splits up: it stands right before the bracket."""
    mention = draft.mention
    if draft.choice is None and not labels.part_label(
        context.view, replace(mention, right=None), mention.near
    ):
        return None
    whole = next((d for d in reversed(nearby) if d.mention.stop <= mention.bracket), None)
    return whole if whole and mention.bracket - whole.mention.stop <= 2 else None


def _goes_on(context: Context, draft: Draft, last: Draft, whole: Draft) -> bool:
    """Whether a list of parts goes on with this number."""
    gap = _gap(context, draft)
    if gap.startswith(("、", "和", "及")):
        return True
    if context.times.names_time(gap[:8]):  # 其中持证19人，年内新领3人
        return False
    if last.joined_by == "、":  # 其中一审9件、二审5件，已审结11件: the comma ends the list
        return False
    if draft.metric is None:
        return not is_filler(context.view[draft.near[0][0] : draft.near[0][1]])
    metrics = context.catalogue.metrics
    same_family = whole.metric is not None and metrics[whole.metric].family == metrics[draft.metric].family
    if draft.metric == whole.metric:  # 其中邻里纠纷9件，婚姻纠纷5件
        kinds = metrics[draft.metric].parts
        return labels.kind_label(context.view, draft.mention, draft.near, kinds) is not None
    return same_family


def _settle_metric(context: Context, draft: Draft, whole: Draft) -> None:
    """Give a part its own metric where it has one of the whole's family, else the whole's."""
    if whole.metric is None:
        return
    if whole.part_of is not None and whole.is_inherited and "其中" not in _gap(context, draft):
        draft.metric = draft.metric if draft.metric != whole.metric else None  # 自有13人（含驾驶员1名）
        return
    metrics = context.catalogue.metrics
    own = metrics.get(draft.metric or "")
    if own and own.key != whole.metric and draft.choice and _is_weak(draft.choice.rule):
        own = None  # 其中邻里纠纷72件: a weak reading gives way to the whole's
    if own is None or own.family != metrics[whole.metric].family or own.kind_of == whole.metric:
        draft.take_metric(whole)
    elif own.key != whole.metric and draft.choice:
        draft.subset = labels.rest_label(context.view, draft.near, draft.choice.words)


def _is_weak(rule: Rule) -> bool:
    """Whether a rule rests on words elsewhere in the sentence and claims no precedence."""
    return rule.priority <= 0 and bool(rule.context)
