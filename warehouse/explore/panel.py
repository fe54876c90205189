"""The panel that a figure opens: its sentence marked in the report, and all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable

from warehouse.explanation import Explanation, Source
from warehouse.explore.choice import Choice
from warehouse.explore.evidence import Evidence, Passage
from warehouse.explore.markup import element, note, words
from warehouse.explore.wording import Wording, plain

_OPENABLE = ("http://", "https://")


def evidence_panel(evidence: Evidence, say: Wording, close: str) -> str:
    """Return the panel as HTML; ``close`` is the button that closes it."""
    found = evidence.explanation
    metric = say.either(found.metric_zh, found.metric_en)
    title = element("h2", words(f"{say('evidence')} · {metric}"), id="fz-evidence", tabindex="-1")
    head = element("div", title + close, class_="fz-drawer-head")
    place = element("p", words(f"{found.place} · {found.year}"), class_="fz-drawer-place")
    value = _value(found, say)
    passage = _passage(evidence.passage, say) if evidence.passage else ""
    chosen_by = _facts(evidence, say) + _rivals(found, say)
    inner = head + place + value + passage + chosen_by + _editions(evidence, say) + _citation(evidence, say)
    return element("aside", inner, class_="fz-drawer", aria_labelledby="fz-evidence")


def _value(found: Explanation, say: Wording) -> str:
    if found.value is None:
        reason = say.code(found.missing_reason or "not_mentioned")
        return element("p", words(say("evidence_none", reason=reason)), class_="fz-drawer-none")
    figure = say.figure(found.value, found.qualifier, found.upper_bound)
    unit = element("span", words(found.unit or found.canonical_unit), class_="fz-drawer-unit")
    return element("p", words(figure) + " " + unit, class_="fz-drawer-value")


def _passage(passage: Passage, say: Wording) -> str:
    start, end = passage.figure
    sentence = passage.sentence
    figure = element("strong", words(sentence[start:end]), class_="fz-figure")
    marked = element("mark", words(sentence[:start]) + figure + words(sentence[end:]))
    text = words(passage.before) + marked + words(passage.after)
    heading = element("h3", words(say("evidence_text")))
    told = "" if passage.is_whole else note(say("evidence_sentence_only"))
    quote = element(
        "blockquote", text, class_="fz-passage", lang="zh-CN", tabindex="0", aria_label=say("evidence_text")
    )
    return heading + told + quote


def _facts(evidence: Evidence, say: Wording) -> str:
    found, chosen = evidence.explanation, evidence.explanation.chosen
    rows = [
        (say("section"), chosen.section if chosen else None),
        (say("qualifier"), _qualifier(found, say)),
        (say("period"), " – ".join(day for day in found.period if day)),
        (say("basis"), say.code(found.basis, "basis_")),
        (say("rule"), _rule(found.rule, say)),
        (say("catalogue_rule"), chosen.rule if chosen else None),
        (say("confidence"), f"{chosen.confidence:.2f}" if chosen and chosen.confidence else None),
        (say("correction"), str(found.correction) if found.correction else None),
        (say("issuer"), found.issuer),
        (say("file"), found.file),
        (say("offsets"), say("offsets_at", start=chosen.start, end=chosen.end) if chosen else None),
    ]
    lines = [element("dt", words(name)) + element("dd", words(told)) for name, told in rows if told]
    source = element("dt", words(say("source_url"))) + element("dd", _url(found.source_url, say))
    return element("dl", "".join([*lines, source]), class_="fz-facts")


def _qualifier(found: Explanation, say: Wording) -> str:
    if found.value is None:
        return ""
    if found.qualifier in (None, "exact"):
        return say("qualifier_exact")
    bounds = f"{plain(found.lower_bound) or '…'} – {plain(found.upper_bound) or '…'}"
    return f"{say.figure(found.value, found.qualifier, found.upper_bound)} ({bounds})"


def _rule(rule: str | None, say: Wording) -> str:
    """The rule in words, and the name by which the tables know it."""
    return f"{say.code(rule, 'rule_')} · {rule}" if rule else ""


def _url(url: str | None, say: Wording) -> str:
    """An address of the web is a link that tells nothing of where one came from; any other is only text."""
    if not url:
        return words(say("no_url"))
    if not url.startswith(_OPENABLE):
        return words(url)
    return element("a", words(url), href=url, target="_blank", rel="noopener noreferrer")


def _rivals(found: Explanation, say: Wording) -> str:
    others = [source for source in found.sources if source.role != "chosen"]
    heading = element("h3", words(say("rivals")))
    if not others:
        return heading + note(say("no_rivals"))
    return heading + element("ul", "".join(_rival(source, say) for source in others), class_="fz-rivals")


def _rival(source: Source, say: Wording) -> str:
    role = element("span", words(say.code(source.role, "role_")), class_="fz-badge")
    figure = say.figure(source.value, source.qualifier, source.value_max)
    subset = f"（{source.subset}）" if source.subset else ""
    at = say("offsets_at", start=source.start, end=source.end)
    head = f"{role} {words(f'{figure} {source.unit or str()}{subset}')} {element('small', words(at))}"
    return element("li", head + element("q", words(source.sentence.strip()), lang="zh-CN"))


def _editions(evidence: Evidence, say: Wording) -> str:
    if not evidence.editions:
        return ""
    lines = _edition_lines(evidence, say)
    return element("h3", words(say("editions"))) + element("ul", "".join(lines), class_="fz-editions")


def _edition_lines(evidence: Evidence, say: Wording) -> Iterable[str]:
    for edition in evidence.editions:
        day = edition["publish_date"] or say("no_day")
        state = say("edition_current" if edition["is_current"] else "edition_superseded")
        told = say("edition_line", edition=edition["edition"], day=day)
        title = edition["title"] or edition["file"]
        yield element("li", words(f"{told} · {state}") + element("br", "") + words(title))


def _citation(evidence: Evidence, say: Wording) -> str:
    found = evidence.explanation
    choice = Choice((found.jurisdiction_code,), (found.year,), (found.metric,))
    link = element("a", words(say("link")), href=choice.link(say.language))
    cite = element("p", words(found.citation), class_="fz-cite", lang="zh-CN")
    return element("h3", words(say("cite"))) + cite + element("p", link)
