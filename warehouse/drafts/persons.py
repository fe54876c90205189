"""Persons in a draft: names in breakdowns, numbers of identity and contact, which are not to be published.

What belongs here: telling a draft's author. What does not: finding persons (``extractors.privacy``): by the
rules that mask what the warehouse shows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractors.privacy import personal_numbers
from warehouse.drafts.finding import DraftFinding, found
from warehouse.drafts.papers import Paper, Span

_SHORTENED = "某"
"""张某 is how a person is kept out of a published paper."""
# An area code in front, or a mail address: most often an office's own.
_OFFICE = re.compile(r"[(（]?0\d{2,3}|.*@")


def persons_named(paper: Paper) -> Iterator[DraftFinding]:
    """Yield one finding for each sentence and kind; what stands there is counted, never shown."""
    counts: Counter[tuple[Span, str]] = Counter()
    places: dict[tuple[Span, str], int] = {}
    for kind, (start, end) in _spans(paper):
        key = (paper.sentence_at(start), kind)
        counts[key] += 1
        places.setdefault(key, paper.span(start, end)[0])
    for (sentence, kind), count in sorted(counts.items()):
        yield found(paper, kind, count, sentence, start=places[sentence, kind])


def _spans(paper: Paper) -> Iterator[tuple[str, Span]]:
    view = paper.layout.view
    numbers = personal_numbers(view)
    for start, end in numbers:
        is_of_office = _OFFICE.match(view[start:end])
        yield "contact_given" if is_of_office else "personal_number", (start, end)
    for span in paper.redactor.spans:
        if span not in numbers and _SHORTENED not in view[slice(*span)]:
            yield "person_named", span
