"""What narrows a number to less than its metric: a kind, a group of people, a place, a body.

A narrowed number never fills a cell of its metric; a number that is taken for the whole
although it is not would. What belongs here: deciding that a number is narrowed and by what.
What does not: parts that the text marks as such (``extractors.wholes``).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import bodies, labels
from extractors.drafts import Context, Draft
from extractors.mentions import Span
from extractors.privacy import MASK, mask_persons

_REACH = 6
"""Numbers on either side among which one of the same metric is looked for."""


def narrow(context: Context, drafts: Sequence[Draft]) -> None:
    """Label every draft that covers less than its metric, and say what the others count."""
    persons = _Persons(context.view)
    for i, draft in enumerate(drafts):
        if draft.subset is not None:
            continue
        if draft.metric is None:
            draft.subset = labels.counted_thing(context.view, draft.mention)
        elif draft.part_of is None:
            draft.subset = _narrowed_to(context, draft, persons)
            if not draft.subset and draft.mention.numeral.unit != "%" and _has_sibling(drafts, i):
                draft.subset = labels.part_label(context.view, draft.mention, draft.near)


class _Persons:
    """The sentences of one view as a reader may see them, each looked over once."""

    def __init__(self, view: str) -> None:
        self._view = view
        self._masked: dict[Span, str | None] = {}

    def beside(self, draft: Draft) -> str | None:
        """Return a mask where the words beside a number name a private person (张某调解46件)."""
        sentence = draft.mention.sentence
        if sentence not in self._masked:
            self._masked[sentence] = self._mask(sentence)
        masked, start = self._masked[sentence], sentence[0]
        if masked is None:
            return None
        beside = "".join(masked[max(0, a - start) : max(0, b - start)] for a, b in draft.near)
        return MASK * 2 if MASK in beside else None

    def _mask(self, sentence: Span) -> str | None:
        text = self._view[sentence[0] : sentence[1]]
        masked = mask_persons(text)
        return None if masked == text else masked


def _has_sibling(drafts: Sequence[Draft], index: int) -> bool:
    """Whether the sentence states the same metric, for the same time, more than once."""
    draft, metric = drafts[index], drafts[index].metric
    around = drafts[max(0, index - _REACH) : index + _REACH + 1]
    return any(
        other is not draft
        and other.mention.sentence == draft.mention.sentence
        and other.part_of is None
        and other.standing == draft.standing
        and other.scope == draft.scope
        for other in [d for d in around if d.metric == metric]
    )


def _narrowed_to(context: Context, draft: Draft, persons: _Persons) -> str | None:
    view, mention = context.view, draft.mention
    return (
        mention.row_label
        or labels.undone_label(view, mention, draft.near)
        or persons.beside(draft)
        or labels.kind_label(view, mention, draft.near, context.catalogue.metrics[draft.metric or ""].parts)
        or bodies.body_label(view, mention)
        or (bodies.place_label(view, mention) if draft.scope == "jurisdiction" else None)
        or labels.group_label(view, draft.near, context.catalogue.metrics[draft.metric or ""].name_zh)
    )
