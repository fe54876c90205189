"""Turn the quantities of a view into drafts of observations.

One pass, left to right, a sentence at a time: first what a number is to its neighbours
(change, share, part), then its metric, then its status and period. What belongs here: the
order of these decisions. What does not: the decisions themselves, each of which has its
own module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors import labels, relations
from extractors.catalogue import Metric
from extractors.linking import Choice, Linker
from extractors.mentions import Mention, Span, is_filler
from extractors.periods import TimeReader, year_bounds
from extractors.records import Change
from extractors.status import Standing, stand
from extractors.zeros import NEGATION, Zero


@dataclass(slots=True)
class Draft:
    """An observation in the making; offsets are the view's."""

    mention: Mention
    metric: str | None
    choice: Choice | None
    standing: Standing
    near: list[Span]
    part_of: Draft | None = None
    subset: str | None = None
    yoy: Change | None = None
    scope: str = "own"
    is_total: bool = False
    is_inherited: bool = False
    joined_by: str = ""
    """The mark by which a part hangs on the part before it."""


class Reader:
    """Reads the numbers of one view."""

    def __init__(
        self, view: str, linker: Linker, times: TimeReader, report_year: int | None, is_department: bool = False
    ) -> None:
        """All parts must speak of the same ``view``; a department's 全县 is not its own."""
        self._is_department = is_department
        self._view = view
        self._linker = linker
        self._times = times
        self._year = report_year
        self._catalogue = linker.catalogue

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The catalogue's metrics by key."""
        return self._catalogue.metrics

    def read(self, mentions: Sequence[Mention]) -> list[Draft]:
        """Return a draft for each quantity that is one; set the role of the others."""
        shared = relations.distribute(self._view, mentions)
        drafts: list[Draft] = []
        sentence: list[Draft] = []
        for i, mention in enumerate(mentions):
            if sentence and not self._reads_on(sentence[-1].mention, mention):
                sentence = []
            following = mentions[i + 1] if i + 1 < len(mentions) else None
            if self._set_role(mention, following, sentence):
                continue
            found = self._read_one(mention, shared.get(i), sentence, mentions[i - 1] if i else None)
            drafts += found
            sentence += found
        self._tell_apart(drafts)
        return drafts

    def _reads_on(self, before: Mention, mention: Mention) -> bool:
        """Whether two numbers stand in one sentence, or in two that only a semicolon parts."""
        if before.sentence == mention.sentence:
            return True
        if before.sentence[1] == mention.sentence[0] and self._view.startswith("其中", mention.sentence[0]):
            return True
        return before.sentence[1] == mention.sentence[0] and self._view[mention.sentence[0] - 1] in "；;"

    def _set_role(self, mention: Mention, following: Mention | None, sentence: Sequence[Draft]) -> bool:
        """Give a number that is no level its role; attach a change to its level."""
        after_last_year = bool(sentence) and sentence[-1].standing.status == "prior_year"
        sign = relations.change_sign(self._view, mention, after_last_year=after_last_year)
        if sign:
            mention.role = "change"
            self._attach(mention, sign, sentence)
        elif relations.is_share(self._view, mention):
            mention.role = "share"
        elif match := relations.is_from(self._view, mention, following):
            if following:
                following.near = [(mention.near[0][0], match.start())]
                following.is_bare = False
            if not match["when"] and not self._times.compares(mention.sentence, mention.lead):
                mention.role = "change"
            else:
                mention.near = [(mention.near[0][0], match.start())]
                mention.is_last_year = match["when"] is None
                return False
        return mention.role != "observation"

    def _attach(self, mention: Mention, sign: int, sentence: Sequence[Draft]) -> None:
        for draft in reversed(sentence):
            if draft.standing.status == "prior_year":
                continue
            if draft.yoy is None and relations.change_attaches(self._view, mention, draft.mention):
                unit = mention.numeral.unit or "%"
                if unit == "百分点":  # as written: 个百分点
                    unit = self._view[mention.numeral.end : mention.stop].strip() or unit
                draft.yoy = Change(sign * mention.numeral.value, unit)
            return

    def _read_one(
        self, mention: Mention, shared: list[Span] | None, sentence: Sequence[Draft], before: Mention | None
    ) -> list[Draft]:
        standing = stand(self._view, mention, self._times, self._year)
        if mention.is_last_year and self._year:
            standing = Standing("prior_year", *year_bounds(self._year - 1))
        if shared is None and (members := relations.shares_number(self._view, mention)):
            several = [self._draft(mention, [member], standing, sentence) for member in members]
            named = {d.metric: d for d in several if d.metric}
            if named:
                return list(named.values())
        near = shared or mention.near
        if shared is None and before and mention.is_bare and before.stop == mention.lead and before.sentence == mention.sentence:
            near = [*before.near]  # 接待来访612批1873人次: one head, two measures
        draft = self._draft(mention, near, standing, sentence)
        parent = self._parent(draft, sentence)
        if parent:
            self._make_part(draft, parent)
        elif draft.metric is None:
            self._inherit(draft, sentence, before)
        return [draft]

    def _draft(self, mention: Mention, near: list[Span], standing: Standing, sentence: Sequence[Draft]) -> Draft:
        earlier = [d.metric for d in sentence if d.metric and d.mention.numeral.unit != "%"]
        unit = mention.numeral.unit or ""
        choice = None
        if mention.section.kind != "problems" and not relations.is_partial_figure(self._view, mention):
            choice = self._linker.choose(mention, unit, near, earlier)
        return Draft(
            mention=mention,
            metric=choice.metric if choice else None,
            choice=choice,
            standing=standing,
            near=near,
            scope=relations.scope_of(self._view, mention, is_department=self._is_department),
            is_total=relations.is_total(self._view, mention),
        )

    def _kind(self, draft: Draft) -> str:
        unit = draft.mention.numeral.unit or ""
        return self._catalogue.kind_of_unit.get(unit, unit)

    def _parent(self, draft: Draft, sentence: Sequence[Draft]) -> Draft | None:
        """Return the whole that the number is marked as a part of."""
        mention = draft.mention
        kind = self._kind(draft)
        if kind == "rate" or not sentence:
            return None
        alike = [
            d for d in sentence
            if self._kind(d) == kind and d.standing.status != "prior_year" and d.mention.sentence == mention.sentence
        ]  # fmt: skip
        marker = relations.part_marker(self._view, mention)
        if marker is not None:
            wholes = alike or [d for d in sentence if self._kind(d) == kind]
            return next((d for d in reversed(wholes) if d.mention.stop <= marker), None)
        if mention.depth and mention.bracket >= 0:
            return self._bracket_parent(draft, alike)
        last = next((d for d in reversed(alike) if d.mention.depth == mention.depth), None)
        if last and last.part_of and self._goes_on(draft, last):
            return last.part_of
        return None

    def _bracket_parent(self, draft: Draft, alike: Sequence[Draft]) -> Draft | None:
        mention = draft.mention
        if draft.choice is None and not labels.part_label(self._view, replace(mention, right=None), mention.near):
            return None
        for whole in reversed(alike):
            if whole.mention.stop <= mention.bracket:
                return whole if mention.bracket - whole.mention.stop <= 2 else None
        return None

    def _goes_on(self, draft: Draft, last: Draft) -> bool:
        """Whether a list of parts goes on with this number."""
        gap = self._view[draft.mention.gap[0] : draft.mention.lead].lstrip("）)")
        if gap.startswith(("、", "和", "及")):
            return True
        if self._times.names_time(gap[:8]):  # 其中持证19人，年内新领3人
            return False
        if last.joined_by == "、":  # 其中一审9件、二审5件，已审结11件: the comma ends the list
            return False
        whole = last.part_of.metric if last.part_of else None
        if draft.metric is None:
            return not is_filler(self._view[draft.near[0][0] : draft.near[0][1]])
        family = self._catalogue.metrics[draft.metric].family
        return bool(whole) and self._catalogue.metrics[str(whole)].family == family and draft.metric != whole

    def _make_part(self, draft: Draft, parent: Draft) -> None:
        draft.part_of = parent
        draft.joined_by = self._view[draft.mention.gap[0] : draft.mention.lead].lstrip("）)")[:1]
        draft.subset = labels.part_label(self._view, draft.mention, draft.near)
        whole = parent.metric
        if whole is None:
            return
        if parent.part_of is not None and parent.is_inherited and not self._is_marked(draft):
            # a part of a part has no metric but its own
            draft.metric = draft.metric if draft.metric != whole else None
            return
        metrics = self._catalogue.metrics
        if draft.metric is None or metrics[draft.metric].family != metrics[whole].family or (
            metrics[draft.metric].kind_of == whole
        ):
            draft.metric, draft.choice, draft.is_inherited = whole, parent.choice, True
        elif draft.metric != whole and draft.choice:
            draft.subset = labels.rest_label(self._view, draft.near, draft.choice.words)

    def _is_marked(self, draft: Draft) -> bool:
        return "其中" in self._view[draft.mention.gap[0] : draft.mention.lead]

    def _inherit(self, draft: Draft, sentence: Sequence[Draft], before: Mention | None) -> None:
        """Let a number without words of its own take the metric of the one before (全年25场)."""
        if not sentence or draft.mention.section.kind == "problems":
            return
        unit = draft.mention.numeral.unit
        last = next((d for d in reversed(sentence) if d.metric and d.mention.numeral.unit == unit), None)
        if last is None or not (draft.mention.is_bare or self._is_label(draft) or self._same_verb(draft, last)):
            return
        gap = self._view[max(last.mention.stop, draft.mention.gap[0]) : draft.mention.lead].strip("，, ")
        if gap and (last is sentence[-1] or self._times.names_time(gap)):
            draft.metric, draft.choice, draft.is_inherited = last.metric, last.choice, True

    def _is_label(self, draft: Draft) -> bool:
        """Whether nothing but a group or level stands beside the number: 累计建成省级14个."""
        start, end = draft.mention.near[0]
        return is_filler(labels.without_groups(self._view[start:end]), verbs_too=True)

    def _same_verb(self, draft: Draft, last: Draft) -> bool:
        """Whether a number repeats the verb before it alone: 上半年审核合同19份，三季度审核8份."""
        start, end = draft.mention.near[0]
        if relations.is_partial_figure(self._view, draft.mention):
            return False
        text = re.sub(r"^.*[，,、]|^各[^，,]{1,8}(?=..$)|[一二三四]季度|[0-9]{1,2}月份?", "", self._view[start:end])
        verb = text[-2:]
        return len(verb) == 2 and is_filler(text[:-2]) and any(verb in self._view[a:b] for a, b in last.near)

    def _tell_apart(self, drafts: Sequence[Draft]) -> None:
        """Label what narrows a number to a part, and numbers of one metric in one sentence."""
        for i, draft in enumerate(drafts):
            if draft.subset is not None:
                continue
            if draft.metric is None:
                draft.subset = labels.counted_thing(self._view, draft.mention)
                continue
            if draft.part_of is not None:
                continue
            alike = [
                d for d in drafts[max(0, i - 6) : i + 7]
                if d is not draft and d.metric == draft.metric and d.mention.sentence == draft.mention.sentence
                and d.part_of is None and d.standing == draft.standing
            ]  # fmt: skip
            draft.subset = self._narrowed_to(draft)
            if alike and not draft.subset and draft.mention.numeral.unit != "%":
                draft.subset = labels.part_label(self._view, draft.mention, draft.near)

    def _narrowed_to(self, draft: Draft) -> str | None:
        """Return the kind, bodies or group that the words beside a number narrow it to."""
        parts = self.metrics[draft.metric or ""].parts
        return (
            draft.mention.row_label
            or labels.kind_label(self._view, draft.mention, draft.near, parts)
            or relations.body_label(self._view, draft.mention)
            or (relations.place_label(self._view, draft.mention) if draft.scope == "jurisdiction" else None)
            or labels.group_label(self._view, draft.near)
        )

    def read_zero(self, zero: Zero) -> list[Draft]:
        """Return a draft for each metric that a nought in words denies."""
        drafts: list[Draft] = []
        standing = stand(self._view, zero.mention, self._times, self._year)
        if standing.status in ("target", "norm", "cumulative", "prior_year"):
            return []
        start, end = year_bounds(self._year)
        for member in zero.members:
            mention = replace(zero.mention, near=[member], right=None)
            choice = self._linker.choose_zero(mention, member)
            if choice is None or any(d.metric == choice.metric for d in drafts):
                continue
            draft = Draft(mention, choice.metric, choice, Standing("negated_zero", start, end), [member])
            draft.subset = self._denied_group(choice, member)
            drafts.append(draft)
        return drafts

    def _denied_group(self, choice: Choice, member: Span) -> str | None:
        """Return the group that the denial is limited to: 未发生〔精神病人〕肇事肇祸."""
        first = min((a for a, _ in choice.words), default=member[0])
        words = self._view[member[0] : member[1]]
        part = next((p for p in self.metrics[choice.metric].parts if p in words), None)
        label = self._view[member[0] + self._negation(member) : first].strip("的、“”")
        return part or (label if len(label) >= 2 and self.metrics[choice.metric].parts else None)

    def _negation(self, member: Span) -> int:
        """Return the length of the negating words at the start of a list's first member."""
        match = NEGATION.match(self._view, *member)
        return match.end() - match.start() if match else 0
