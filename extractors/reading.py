"""Turn the quantities of a view into drafts of observations.

One pass, left to right, a sentence at a time: first what a number is to its neighbours
(change, share, starting point), then its status and period, then its metric, last whether
it is a part. What belongs here: the order of these decisions. What does not: the decisions
themselves, each of which has its own module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors import lists, relations
from extractors.bodies import ScopeReader
from extractors.drafts import Context, Draft
from extractors.ellipsis import fill_ellipsis
from extractors.linking import Choice, Linker
from extractors.mentions import Mention, Span
from extractors.narrowing import narrow
from extractors.periods import year_bounds
from extractors.records import Change
from extractors.status import Standing, StatusReader
from extractors.wholes import attach_part
from extractors.zeros import NEGATION, Zero

_REACH = 40
"""Numbers further back than this are no wholes, levels or antecedents of the one that is read."""


class Reader:
    """Reads the numbers of one view."""

    def __init__(self, context: Context, linker: Linker) -> None:
        """``context`` and ``linker`` must speak of the same view."""
        self._context = context
        self._linker = linker
        self._statuses = StatusReader(context.view, context.times, context.report_year)
        self._scopes = ScopeReader(context.view, context.issuer_kind)
        self._last_change: tuple[Mention, int] | None = None

    def read(self, mentions: Sequence[Mention]) -> list[Draft]:
        """Return a draft for each quantity that is one; set the role of the others."""
        shared = lists.distribute(self._context.view, mentions)
        drafts: list[Draft] = []
        sentence: list[Draft] = []
        for i, mention in enumerate(mentions):
            if sentence and not self._reads_on(sentence[-1].mention, mention):
                sentence = []
            following = mentions[i + 1] if i + 1 < len(mentions) else None
            if self._set_role(mention, following, sentence):
                continue
            found = self._read_level(mention, shared.get(i), sentence, mentions[i - 1] if i else None)
            drafts += found
            sentence = (sentence + found)[-_REACH:]
        narrow(self._context, drafts)
        return drafts

    def _reads_on(self, before: Mention, mention: Mention) -> bool:
        """Whether two numbers stand in one sentence, or in two that 其中 or a semicolon ties together."""
        if before.sentence == mention.sentence:
            return True
        start = mention.sentence[0]
        if before.sentence[1] != start:
            return False
        return self._context.view[start - 1] in "；;" or self._context.view.startswith("其中", start)

    def _set_role(self, mention: Mention, following: Mention | None, sentence: Sequence[Draft]) -> bool:
        """Give a number that is no level its role, and say whether it is none."""
        if mention.role != "observation":
            return True
        view = self._context.view
        after_last_year = bool(sentence) and sentence[-1].standing.status == "prior_year"
        sign = relations.change_sign(view, mention, after_last_year=after_last_year)
        if not sign and self._last_change and relations.continues(view, mention, self._last_change[0]):
            sign = self._last_change[1]
        self._last_change = (mention, sign) if sign else None
        if sign:
            mention.role = "change"
            self._attach_change(mention, sign, sentence)
        elif relations.is_share(view, mention):
            mention.role = "share"
        elif following and (origin := relations.is_from(view, mention, following)):
            following.near, following.is_bare = [(mention.near[0][0], origin.start())], False
            if not origin["when"] and not self._context.times.compares(mention.sentence, mention.lead):
                mention.role = "change"
            else:
                mention.near = [(mention.near[0][0], origin.start())]
                mention.is_last_year = origin["when"] is None
        return mention.role != "observation"

    def _attach_change(self, mention: Mention, sign: int, sentence: Sequence[Draft]) -> None:
        view = self._context.view
        rank = relations.rank_among_changes(view, mention)
        levels = [d for d in sentence if d.standing.status != "prior_year" and not (rank and d.part_of)]
        place = rank or 1
        if place > len(levels) or levels[-place].yoy:
            return
        level = levels[-place]
        if rank is None and not relations.change_attaches(view, mention, level.mention):
            return
        numeral = mention.numeral
        unit = numeral.unit or "%"
        if unit == "百分点":  # as written: 个百分点
            unit = self._context.view[numeral.end : mention.stop].strip() or unit
        level.yoy = Change(sign * numeral.value, unit)

    def _read_level(
        self, mention: Mention, shared: list[Span] | None, sentence: Sequence[Draft], before: Mention | None
    ) -> list[Draft]:
        context = self._context
        standing = self._statuses.stand(mention)
        if mention.row_year and context.report_year and mention.row_year != context.report_year:
            status = "prior_year" if mention.row_year < context.report_year else "target"
            standing = Standing(status, *year_bounds(mention.row_year))
        if mention.is_last_year and context.report_year:
            standing = Standing("prior_year", *year_bounds(context.report_year - 1))
        if shared is None and (several := self._read_shared(mention, standing, sentence)):
            return several
        draft = self._draft(mention, shared or _near(mention, before), standing, sentence)
        if not attach_part(context, draft, sentence) and draft.metric is None:
            fill_ellipsis(context, draft, sentence)
        return [draft]

    def _read_shared(self, mention: Mention, standing: Standing, sentence: Sequence[Draft]) -> list[Draft]:
        """Return a draft for each head of a number that is stated for several (参考率、合格率均达100%)."""
        members = lists.shares_number(self._context.view, mention)
        several = (self._draft(mention, [member], standing, sentence) for member in members)
        return list({d.metric: d for d in several if d.metric}.values())

    def _draft(
        self, mention: Mention, near: list[Span], standing: Standing, sentence: Sequence[Draft]
    ) -> Draft:
        view, unit = self._context.view, mention.numeral.unit or ""
        earlier = [d.metric for d in sentence if d.metric and d.mention.numeral.unit != "%"]
        choice = None
        if mention.section.kind != "problems" and not relations.is_partial_figure(view, mention):
            choice = self._linker.choose(mention, unit, near, earlier)
        if choice and mention.numeral.value_max is not None and self._is_amount(choice):
            choice = None  # 罚款在5000元至20000元之间: what single fines were
        return Draft(
            mention=mention,
            metric=choice.metric if choice else None,
            choice=choice,
            standing=standing,
            near=near,
            scope=self._scopes.scope_of(mention),
            is_total=relations.is_total(view, mention),
            kind=self._context.catalogue.kind_of_unit.get(unit, unit),
        )

    def _is_amount(self, choice: Choice) -> bool:
        return self._context.catalogue.metrics[choice.metric].kind == "amount"

    def read_zeros(self, zeros: Iterable[Zero]) -> list[Draft]:
        """Return a draft for each metric that a nought in words denies, once a sentence and group."""
        drafts: list[Draft] = []
        denied: set[tuple[str | None, Span]] = set()
        for zero in zeros:
            for draft in self._read_zero(zero):
                key = (draft.metric, draft.mention.sentence)
                if key not in denied or draft.subset:
                    denied.add(key)
                    drafts.append(draft)
        return drafts

    def _read_zero(self, zero: Zero) -> list[Draft]:
        context = self._context
        standing = self._statuses.stand(zero.mention)
        if standing.status != "actual":
            return []
        found: dict[str, Draft] = {}
        for member in zero.members:
            mention = replace(zero.mention, near=[member], right=None)
            choice = self._linker.choose_zero(mention, member)
            if choice and choice.metric not in found:
                denial = Standing("negated_zero", *year_bounds(context.report_year))
                draft = Draft(mention, choice.metric, choice, denial, [member])
                draft.subset = self._denied_group(choice, member)
                found[choice.metric] = draft
        return list(found.values())

    def _denied_group(self, choice: Choice, member: Span) -> str | None:
        """Return the group that the denial is limited to: 未发生〔精神病人〕肇事肇祸."""
        view, parts = self._context.view, self._context.catalogue.metrics[choice.metric].parts
        words = view[member[0] : member[1]]
        if part := next((p for p in parts if p in words), None):
            return part
        negation = NEGATION.match(view, *member)
        first = min((a for a, _ in choice.words), default=member[0])
        label = view[negation.end() if negation else member[0] : first].strip("的、“”")
        return label if parts and len(label) >= 2 else None


def _near(mention: Mention, before: Mention | None) -> list[Span]:
    """Return the words beside a number; 接待来访612批1873人次 has one head for two measures."""
    if before and mention.is_bare and before.stop == mention.lead and before.sentence == mention.sentence:
        return list(before.near)
    return mention.near
