"""One simulated document and the truth about it, both from its number alone.

What belongs here: text and truth. What does not: files (``shards``) and comparing (``truth``).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.benchmarks.nation.issuers import Issuer, issuers
from tests.benchmarks.nation.wording import Sentence, load_wording

YEARS = range(2015, 2025)
EDITION_SHARE = 0.03
"""So many reports are published again, with one figure changed."""
REFUSED_SHARE = 0.01
CONTRADICTION_SHARE = 0.02
"""So many reports state more disputes mediated with success than mediated at all."""
SILENT_SHARE = 0.3
"""So much of the wording a report passes over."""
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it lands, and what is true of it."""

    name: str
    text: str
    published: str
    code: str
    year: int
    issuer: Issuer
    kind: str
    """report, edition (published again later), template or news."""
    facts: dict[str, float] = field(default_factory=dict)
    """Metric to value, in the metric's own unit: all of them, and no others."""
    contradicts: bool = False


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """Yield ``count`` documents: issuer by issuer, year by year."""
    yield from itertools.islice(_all(seed), count)


def _all(seed: int) -> Iterator[Document]:
    for issuer in issuers():
        for year in YEARS:
            yield from _of_year(issuer, year, seed)


def _of_year(issuer: Issuer, year: int, seed: int) -> Iterator[Document]:
    lot = Random(f"{seed}:{issuer.code}:{issuer.name}:{year}")
    if lot.random() < REFUSED_SHARE:
        yield _refused(issuer, year, lot)
        return
    contradicts = lot.random() < CONTRADICTION_SHARE
    facts: dict[str, float] = {}
    body = list(_body(issuer, year, lot, facts, contradicts))
    yield _report(issuer, year, body, dict(facts), contradicts, "report")
    if lot.random() < EDITION_SHARE:
        yield _edition(issuer, year, body, facts, contradicts)


def _refused(issuer: Issuer, year: int, lot: Random) -> Document:
    kind = lot.choice(("template", "news"))
    text = load_wording().refused[kind].format(place=issuer.name)
    # Each has bytes of its own, or a thousand of them would be one document.
    text += f"（{issuer.code}、{issuer.name}、{year}）\n"
    name = f"{issuer.code}-{issuer.name}-{year}-{kind}"
    return Document(name, text, f"{year + 1}-02-01", issuer.code, year, issuer, kind)


def _report(
    issuer: Issuer, year: int, body: list[str], facts: dict[str, float], contradicts: bool, kind: str
) -> Document:
    month = 1 if kind == "report" else 6
    title = f"{issuer.name}{year}年法治政府建设年度报告"
    opening = f"{year}年，我{issuer.we}认真落实上级部署，扎实推进法治政府建设。现将有关情况报告如下。"
    signed = f"{issuer.name}{'人民政府' if issuer.level != 'department' and issuer.we != '街道' else ''}"
    signed = signed.removesuffix("街道") + "街道办事处" if issuer.we == "街道" else signed
    text = "\n".join([title, "", opening, *body, "", signed, f"{year + 1}年{month}月20日", ""])
    name = f"{issuer.code}-{issuer.name}-{year}-{kind}"
    published = f"{year + 1}-{month:02d}-20"
    return Document(name, text, published, issuer.code, year, issuer, kind, facts, contradicts)


def _edition(
    issuer: Issuer, year: int, body: list[str], facts: dict[str, float], contradicts: bool
) -> Document:
    """The same report half a year later, its meetings counted anew."""
    metric, figure = "rule_of_law_meeting_count", 31
    sentence = f"全年召开法治建设专题会议{figure}次。"
    kept = [line for line in body if "法治建设专题会议" not in line and "法治政府建设专题会议" not in line]
    changed = [kept[0], sentence, *kept[1:]]
    dropped = _metrics_only_in(set(body) - set(kept), facts)
    now = {key: value for key, value in facts.items() if key not in dropped} | {metric: figure}
    return _report(issuer, year, changed, now, contradicts, "edition")


def _metrics_only_in(lines: set[str], facts: dict[str, float]) -> set[str]:
    # Each statement stands on a line of its own, so that a line that goes takes its own metric along.
    return {"rule_of_law_meeting_count"} & set(facts) if lines else set()


def _body(
    issuer: Issuer, year: int, lot: Random, facts: dict[str, float], contradicts: bool
) -> Iterator[str]:
    wording = load_wording()
    prose = list(wording.prose)
    lot.shuffle(prose)
    for position, (key, heading) in enumerate(wording.sections.items()):
        yield f"{_NUMERALS[position]}、{heading}"
        yield from prose[2 * position : 2 * position + 2]
        for sentence in wording.sentences:
            if sentence.section == key and _is_said(sentence, lot, contradicts):
                yield _fill(sentence, year, lot, facts, contradicts)
    yield f"{_NUMERALS[len(wording.sections)]}、存在的问题"
    yield from prose[2 * len(wording.sections) : -1]
    yield f"{_NUMERALS[len(wording.sections) + 1]}、下一年法治政府建设工作打算"
    for text in lot.sample(wording.plans.texts, 2):
        yield _fill(Sentence((text,), "", wording.plans.slots), year, lot, {}, False)
    yield prose[-1]


def _is_said(sentence: Sentence, lot: Random, contradicts: bool) -> bool:
    is_needed = contradicts and "r" in sentence.slots and "m" in sentence.slots
    return lot.random() >= SILENT_SHARE or is_needed


def _fill(sentence: Sentence, year: int, lot: Random, facts: dict[str, float], contradicts: bool) -> str:
    drawn: dict[str, float] = {}
    for name, slot in sentence.slots.items():
        drawn[name] = slot.draw(lot, drawn)
        if contradicts and slot.metric == "dispute_mediated_success_count":
            drawn[name] = drawn["n"] + 7
        if slot.metric:
            facts[slot.metric] = drawn[name]
    shown = {name: slot.printed(drawn[name]) for name, slot in sentence.slots.items()}
    return lot.choice(sentence.texts).format(**shown, year=year, last_year=year - 1)
