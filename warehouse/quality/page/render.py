"""The quality page as HTML: one file without a script, in both languages, every word of the data escaped.

What belongs here: the page's order and words. What does not: what is known (``gather``), its look
(``style.css``), the sentences (``sources``), the outcomes over time (``history``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from warehouse.audit import CheckOutcome
from warehouse.html import Html, document, element, head
from warehouse.quality.page.gather import Quality
from warehouse.quality.page.history import ENDINGS, told_history
from warehouse.quality.page.sources import Sources
from warehouse.quality.page.words import (
    both,
    code,
    count,
    empty,
    outcome_mark,
    section,
    severity,
    table,
    told,
)
from warehouse.quality.record import AuditRecord
from warehouse.registry import TABLES

_STYLE = Path(__file__).with_name("style.css")
_CONTENTS = {
    "attention": "需要处理 · to look at",
    "findings": "来源中的矛盾 · findings",
    "history": "历次结果 · over time",
    "waivers": "豁免 · waivers",
    "checks": "全部检查 · all checks",
    "sentences": "句子 · sentences",
}
_NO_AUDIT = ("还没有检查记录。 · No audit is on record yet.", "fazhi run")
_WAIVE = "fazhi waive CHECK[:TABLE] --until DATE --by WHO --reason WHY"


def render(quality: Quality) -> str:
    """Return the page."""
    sources = Sources(quality)
    sections = (
        _attention(quality, sources),
        _findings(quality, sources),
        told_history(quality.runs),
        _waivers(quality),
        _everything(quality),
        sources.section(),
    )
    skip = element("a", told("跳到正文 · to the content"), href="#main", class_="skip")
    body = element("body", skip, _header(quality), element("main", *sections, id="main"))
    return document(head("数据质量 · Data quality", _STYLE.read_text(encoding="utf-8")), body)


def _header(quality: Quality) -> Html:
    served = "–" if quality.version is None else quality.version
    lines = [
        element("h1", told("数据质量 · Data quality")),
        element("p", told("现行版本 · version served"), " ", element("b", served)),
    ]
    if quality.last is not None:
        lines += [_ended(quality.last), _tally(quality.last)]
    links = (element("li", element("a", told(title), href=f"#{name}")) for name, title in _CONTENTS.items())
    return element("header", *lines, element("nav", element("ul", *links), aria_label="目录 · contents"))


def _ended(record: AuditRecord) -> Html:
    began = record.started_at
    moment = element("time", f"{began:%Y-%m-%d %H:%M} UTC", datetime=began.isoformat())
    version = "" if record.published is None else f" → {record.published}"
    words = (told("最近一次检查 · last audit"), " ", moment, f" · {record.run_id} · ")
    return element("p", *words, told(ENDINGS[record.ending]), version, class_="where")


def _tally(record: AuditRecord) -> Html:
    found = Counter(outcome.outcome for outcome in record.outcomes)
    tiles = [
        element("li", outcome_mark(name), element("b", found[name]), class_=f"tile {name}")
        for name in ("pass", "fail", "error", "not_evaluated")
    ]
    let_pass = sum(outcome.waived is not None for outcome in record.outcomes)
    tiles.append(element("li", told("豁免 · waived"), element("b", let_pass), class_="tile"))
    return element("ul", *tiles, class_="tiles")


def _attention(quality: Quality, sources: Sources) -> Html:
    title = "需要处理 · To look at"
    if quality.last is None:
        return section("attention", title, empty(*_NO_AUDIT))
    bad = [o for o in quality.last.outcomes if o.outcome in ("fail", "error")]
    bad.sort(key=lambda o: (o.outcome != "error", not o.stops_publication, o.table, o.name))
    none = empty("没有检查未通过或出错。 · No check failed, and none broke.")
    return section("attention", title, *([_problem(outcome, sources) for outcome in bad] or [none]))


def _problem(outcome: CheckOutcome, sources: Sources) -> Html:
    facts: list[tuple[str, object]] = [
        ("结果 · outcome", outcome_mark(outcome.outcome)),
        ("轻重 · severity", severity(outcome.severity)),
        ("查看行数 · evaluated", count(outcome.evaluated)),
        ("不符行数 · failed", count(outcome.failed)),
        ("怎么办 · what to do", outcome.todo or "–"),
    ]
    if outcome.waived is not None:
        facts.append(("豁免 · waived", "{until} · {by}: {reason}".format(**outcome.waived)))
    pairs = (Html(element("dt", told(name)) + element("dd", value)) for name, value in facts)
    return element(
        "article",
        element("h3", code(f"{outcome.table}.{outcome.name}")),
        element("p", told(outcome.meaning)),
        element("dl", *pairs),
        _rows(outcome, sources),
        class_=f"problem {outcome.outcome}",
    )


def _rows(outcome: CheckOutcome, sources: Sources) -> Html:
    if not outcome.sample:
        return Html("")
    names = list(dict.fromkeys(name for row in outcome.sample for name in row))
    links = [sources.of_check(outcome, place) for place in range(len(outcome.sample))]
    rows = [[_cell(row.get(name)) for name in names] for row in outcome.sample]
    if any(links):
        names.append("出处 · source")
        rows = [[*row, link] for row, link in zip(rows, links, strict=True)]
    return table(f"{outcome.table}.{outcome.name}：部分行 · some rows", names, rows)


def _findings(quality: Quality, sources: Sources) -> Html:
    children = [_finding_table(quality, sources)]
    if (more := quality.finding_count - len(quality.findings)) > 0:
        words = both(f"另有 {more} 条：", f"{more} more are in the table quality_finding:")
        children.append(element("p", words, " ", code("fazhi query 'from quality_finding'")))
    if quality.rules:
        children.append(_rules(quality.rules))
    return section("findings", "来源中的矛盾 · Contradictions in the sources", *children)


def _finding_table(quality: Quality, sources: Sources) -> Html:
    if not quality.findings:
        return empty("已发布的内容中没有发现矛盾。 · No contradiction is found in what is published.")
    headings = (
        "轻重 · severity", "规则 · rule", "地区 · place", "年度 · year", "发现 · finding", "出处 · source",
    )  # fmt: skip
    rows = (
        [
            severity(row["severity"]),
            code(row["finding"]),
            row["place"] or "–",
            row["year"] or "–",
            both(row["message_zh"], row["message_en"]),
            sources.of_finding(row),
        ]
        for row in quality.findings
    )
    return table("按原样保留，只标出，不修改 · kept as said: flagged, never repaired", headings, rows)


def _rules(rules: Iterable[Mapping[str, Any]]) -> Html:
    headings = (
        "规则 · rule", "轻重 · severity", "含义 · meaning", "怎么办 · what to do", "比较 · evaluated",
        "不符 · broken", "无从比较 · not evaluable",
    )  # fmt: skip
    rows = (
        [
            code(rule["finding"]),
            severity(rule["severity"]),
            both(rule["meaning_zh"], rule["meaning_en"]),
            both(rule["todo_zh"], rule["todo_en"]),
            *(count(rule[name]) for name in ("evaluated", "violated", "not_evaluable")),
        ]
        for rule in rules
    )
    shown = table("核对规则 · rules that sources are held against", headings, rows, numeric=(4, 5, 6))
    return element("details", element("summary", told("全部核对规则 · all rules")), shown)


def _waivers(quality: Quality) -> Html:
    if not quality.waivers:
        none = empty("没有豁免。限期放行： · Nothing is waived. To let a failure pass for a time:", _WAIVE)
        return section("waivers", "豁免 · Waivers", none)
    rows = (
        [
            code(f"{w.table}.{w.check}"),
            w.until,
            told("过期 · expired" if w in quality.expired else "有效 · counts"),
            w.by,
            w.reason,
        ]
        for w in quality.waivers
    )
    headings = ("检查 · check", "至 · until", "是否有效 · counts", "何人 · by", "理由 · reason")
    return section("waivers", "豁免 · Waivers", table("全部豁免 · all waivers", headings, rows))


def _everything(quality: Quality) -> Html:
    by_table: dict[str, list[CheckOutcome]] = {}
    for outcome in quality.last.outcomes if quality.last else ():
        by_table.setdefault(outcome.table, []).append(outcome)
    order = [*(name for name in TABLES if name in by_table), *sorted(set(by_table) - set(TABLES))]
    tables = [_of_table(name, by_table[name]) for name in order]
    title = "全部检查与期望 · All checks and expectations"
    return section("checks", title, *(tables or [empty(*_NO_AUDIT)]))


def _of_table(name: str, outcomes: Sequence[CheckOutcome]) -> Html:
    found = Counter(outcome.outcome for outcome in outcomes)
    kinds = [kind for kind in ("error", "fail", "pass", "not_evaluated") if found[kind]]
    marks = (element("span", outcome_mark(kind), f" {found[kind]}", class_="tally") for kind in kinds)
    headings = (
        "结果 · outcome", "检查 · check", "轻重 · severity", "含义 · meaning", "查看行数 · evaluated",
        "不符行数 · failed", "怎么办 · what to do",
    )  # fmt: skip
    rows = (
        [
            outcome_mark(o.outcome), code(o.name), severity(o.severity), told(o.meaning), count(o.evaluated),
            count(o.failed), o.todo if o.outcome != "pass" else "",
        ]
        for o in outcomes
    )  # fmt: skip
    meaning = element("p", told(TABLES[name].comment if name in TABLES else ""), class_="where")
    shown = table(f"{name}：检查 · checks", headings, rows, numeric=(4, 5))
    return element("details", element("summary", code(name), *marks), meaning, shown)


def _cell(value: object) -> object:
    if value is None:
        return "–"
    return f"{value:,.10g}" if isinstance(value, float) else str(value)
