"""Text in, records out: the whole way of one report.

What belongs here: the order of the steps and the turn from drafts to records at the
offsets of the text as given. What does not: any decision about a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.catalogue import Metric, load_catalogue
from extractors.confidence import confidence_of
from extractors.drafts import Context, Draft
from extractors.head import read_head
from extractors.layout import Layout, read_layout
from extractors.linking import Linker
from extractors.mentions import Mention, read_mentions
from extractors.numbers import Numeral, scan
from extractors.outline import read_outline
from extractors.periods import TimeReader
from extractors.privacy import MASK, Redactor, masked
from extractors.reading import Reader
from extractors.records import Extraction, NumberEntry, Observation, Report
from extractors.tables import read_cells
from extractors.zeros import read_zeros

_REDACTED = MASK * 2
_AUTHORITIES = frozenset({"county_government", "prefecture_government", "provincial_government", "central"})


def decides_reconsiderations(report: Report) -> bool:
    """Whether the issuer's 行政复议 figures are those of the body that decides (司法局, 县政府)."""
    return report.issuer_kind in _AUTHORITIES or "司法" in (report.issuer or "")


def extract(text: str) -> Extraction:
    """Read one report.

    Args:
        text: the whole report as one string; nothing about it needs to be known.

    Returns:
        Its head, its observations and an account of every number, at offsets into ``text``.
    """
    layout = read_layout(text)
    view = layout.view
    outline = read_outline(view)
    report = read_head(view, outline.headings())
    redactor = Redactor(view)
    numerals = [n._replace(kind="contact") if redactor.is_personal(n.start, n.end) else n for n in scan(view)]
    mentions = read_cells(view, read_mentions(view, numerals, outline))
    context = Context(
        view,
        load_catalogue(),
        TimeReader(view, report.report_year),
        report.report_year,
        report.issuer_kind,
    )
    reader = Reader(context, Linker(view, outline, decides_reconsiderations(report)))
    drafts = reader.read(mentions) + reader.read_zeros(read_zeros(view, outline, numerals))
    builder = _Builder(layout, context.catalogue.metrics, redactor)
    observations = sorted(
        (builder.observation(d) for d in drafts), key=lambda o: (o.start, o.end, o.metric or "")
    )
    shown = _shown(report, redactor)
    return Extraction(shown, tuple(observations), builder.numbers(numerals, mentions, drafts))


def _shown(report: Report, redactor: Redactor) -> Report:
    """Return the head as a reader may see it."""
    return replace(
        report,
        title=redactor.hide(report.title) if report.title else None,
        issuer=redactor.hide(report.issuer) if report.issuer else None,
        jurisdiction_evidence=tuple(redactor.hide(words) for words in report.jurisdiction_evidence),
        year_evidence=tuple(redactor.hide(words) for words in report.year_evidence),
    )


class _Builder:
    """Turns what was found in the view into records at the source's offsets."""

    def __init__(self, layout: Layout, metrics: Mapping[str, Metric], redactor: Redactor) -> None:
        self._layout = layout
        self._metrics = metrics
        self._redactor = redactor
        self._sentences: dict[tuple[int, int], tuple[int, int]] = {}
        self._masked = masked(layout.source, (self._span(*span) for span in redactor.spans))

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self._layout.source_start(start), self._layout.source_end(end)

    def _sentence(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a sentence stands in the source, without the white space around it."""
        found = self._sentences.get(span)
        if found is None:
            start, end = self._span(*span)
            text = self._layout.source[start:end]
            found = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
            self._sentences[span] = found
        return found

    def observation(self, draft: Draft) -> Observation:
        """Return the record of one draft."""
        numeral, source = draft.mention.numeral, self._layout.source
        start, end = self._span(numeral.start, numeral.end)
        sentence = self._sentence(draft.mention.sentence)
        sentence = min(sentence[0], start), max(sentence[1], end)
        parent = draft.part_of
        metric = self._metrics.get(draft.metric or "")
        period = (draft.standing.start, draft.standing.end)
        status = draft.standing.status
        if metric and metric.is_stock and status in ("actual", "negated_zero"):
            period = (None, None)
        is_zero = draft.standing.status == "negated_zero"
        subset = self._redactor.hide(draft.subset) if draft.subset else None
        if subset and not subset.strip(MASK):
            subset = _REDACTED
        return Observation(
            start=start,
            end=end,
            text=source[start:end],
            sentence_start=sentence[0],
            sentence_end=sentence[1],
            sentence=self._masked[sentence[0] : sentence[1]],
            section=self._redactor.hide(draft.mention.section.path),
            metric=draft.metric,
            value=numeral.value,
            value_max=numeral.value_max,
            unit=metric.unit if metric and is_zero else numeral.unit,
            qualifier=numeral.qualifier,
            status=status,
            period_start=period[0],
            period_end=period[1],
            of_which=parent.metric if parent and draft.metric else None,
            of_which_start=self._layout.source_start(parent.mention.numeral.start) if parent else None,
            subset=subset,
            scope=draft.scope,
            yoy=draft.yoy,
            is_total=draft.is_total,
            confidence=confidence_of(draft),
            rule=draft.choice.rule.name if draft.choice else "open_vocabulary",
        )

    def numbers(
        self, numerals: Sequence[Numeral], mentions: Sequence[Mention], drafts: Sequence[Draft]
    ) -> tuple[NumberEntry, ...]:
        """Return the account of every number: what it is to the report."""
        role_of = {m.numeral.start: m.role for m in mentions}
        roles = [(n, role_of.get(n.start, n.kind)) for n in numerals]
        listed = {n.start for n in numerals}
        for draft in drafts:
            if draft.mention.numeral.start not in listed:
                listed.add(draft.mention.numeral.start)
                roles.append((draft.mention.numeral, "observation"))
        return tuple(sorted((self._entry(*role) for role in roles), key=lambda e: e.start))

    def _entry(self, numeral: Numeral, role: str) -> NumberEntry:
        start, end = self._span(numeral.start, numeral.end)
        return NumberEntry(start, end, self._layout.source[start:end], role)
